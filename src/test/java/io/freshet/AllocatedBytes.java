package io.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

/**
 * Measures the memory that work allocates on the calling thread. This measure of cost does not depend on the speed of
 * the machine, but misses work that allocates nothing.
 */
public final class AllocatedBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Allowance for class loading and cached buffers. */
    private static final long OVERHEAD_BYTES = 256_000;

    private AllocatedBytes() {}

    /** Work that may throw anything. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Bytes that a second run of the work allocates; exceptions of the work are ignored. */
    public static long of(Work work) {
        attempt(work);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        attempt(work);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /**
     * Asserts that allocation grows at most linearly: work of twice the size allocates less than three times as much.
     */
    public static void assertLinear(String description, int size, IntFunction<Work> bySize) {
        long once = of(bySize.apply(size));
        long twice = of(bySize.apply(2 * size));
        long fourTimes = of(bySize.apply(4 * size));
        assertThat(twice).as("%s, 2 x %d", description, size).isLessThan(3 * once + OVERHEAD_BYTES);
        assertThat(fourTimes).as("%s, 4 x %d", description, size).isLessThan(6 * once + OVERHEAD_BYTES);
    }

    private static void attempt(Work work) {
        try {
            work.run();
        } catch (Exception rejected) {
            // Rejecting an input allocates, too, and is measured.
        }
    }
}
