package io.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

/**
 * Memory that a piece of work allocates on the calling thread: a measure of cost that does not depend on how fast the
 * machine is. What only compares and never allocates has to be counted otherwise.
 */
public final class AllocatedBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Classes that are loaded and buffers that are kept by the way. */
    private static final long BYTES_ASIDE = 256_000;

    private AllocatedBytes() {}

    /** Work that may fail in any way. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Bytes that the work allocates when it is done a second time; its failures are of no account. */
    public static long of(Work work) {
        attempt(work);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        attempt(work);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Checks that work of twice and four times the size allocates about two and four times as much at most. */
    public static void assertLinear(String what, int size, IntFunction<Work> bySize) {
        long once = of(bySize.apply(size));
        long twice = of(bySize.apply(2 * size));
        long fourTimes = of(bySize.apply(4 * size));
        assertThat(twice).as("%s, 2 x %d", what, size).isLessThan(3 * once + BYTES_ASIDE);
        assertThat(fourTimes).as("%s, 4 x %d", what, size).isLessThan(6 * once + BYTES_ASIDE);
    }

    private static void attempt(Work work) {
        try {
            work.run();
        } catch (Exception refused) {
            // Refusing costs, too, and no more than reading.
        }
    }
}
