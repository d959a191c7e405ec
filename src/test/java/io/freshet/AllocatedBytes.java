package io.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

/**
 * Measures the memory that a task allocates on the calling thread: a cost that does not depend on the speed of the
 * machine. Work without allocations needs another measure.
 */
public final class AllocatedBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Allowance for class loading and reused buffers. */
    private static final long OVERHEAD_BYTES = 256_000;

    private AllocatedBytes() {}

    /** A task that may fail. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Returns the bytes that the second run of a task allocates; exceptions are ignored. */
    public static long of(Work work) {
        attempt(work);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        attempt(work);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Asserts that a task of two and four times the size allocates at most about two and four times as much. */
    public static void assertLinear(String name, int size, IntFunction<Work> bySize) {
        long once = of(bySize.apply(size));
        long twice = of(bySize.apply(2 * size));
        long fourTimes = of(bySize.apply(4 * size));
        assertThat(twice).as("%s, 2 x %d", name, size).isLessThan(3 * once + OVERHEAD_BYTES);
        assertThat(fourTimes).as("%s, 4 x %d", name, size).isLessThan(6 * once + OVERHEAD_BYTES);
    }

    private static void attempt(Work work) {
        try {
            work.run();
        } catch (Exception rejected) {
            // The cost of a rejection is measured, too.
        }
    }
}
