package io.freshet.topology.context;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Time budget of background work: each run (slice) has a maximum length and is followed by a pause in proportion to its
 * length. Without the pause a slow machine would do nothing but background work: Kafka Streams processes fewer and
 * fewer records between punctuations that are always due.
 *
 * <p>The clock must advance while a record is processed. The clock of a processor's context does not: a loop that waits
 * for it never ends. Used by one thread.
 */
public final class TimeBudget implements AutoCloseable {
    /**
     * Number of open budgets on a thread up to which each gets its full share of time; with more, all shares shrink.
     */
    private static final int UNSHARED_TASKS_MAX = 4;

    private final long sliceNanos;
    private final double periodsPerSlice;
    private final AtomicInteger tasks;
    private final LongSupplier nanoClock;
    private long startNanos;
    private long pausedUntilNanos;

    /**
     * Creates an open budget with one slice of at most {@code slice} per {@code period}. Counts it in {@code tasks},
     * the number of open budgets on its thread.
     *
     * @param slice maximum length of a slice, if no single piece of work takes longer
     * @param period length of a slice and its pause together, for a task with a whole budget
     * @param tasks open budgets of the thread, this one included until it is closed
     * @param nanoClock nanoseconds since any moment, such as {@link System#nanoTime()}
     */
    TimeBudget(Duration slice, Duration period, AtomicInteger tasks, LongSupplier nanoClock) {
        this.sliceNanos = slice.toNanos();
        this.periodsPerSlice = (double) period.toNanos() / sliceNanos;
        this.tasks = tasks;
        this.nanoClock = nanoClock;
        this.pausedUntilNanos = nanoClock.getAsLong();
        tasks.incrementAndGet();
    }

    /**
     * Begins a slice of work and returns true; returns false while the pause after the last slice is still running.
     *
     * @return whether the slice began
     */
    public boolean begin() {
        long nowNanos = nanoClock.getAsLong();
        if (nowNanos - pausedUntilNanos < 0) {
            return false;
        }
        startNanos = nowNanos;
        return true;
    }

    /** Whether the current slice of work has time left. */
    public boolean isLeft() {
        return nanoClock.getAsLong() - startNanos < sliceNanos;
    }

    /** Ends the current slice of work and begins the pause. */
    public void end() {
        long nowNanos = nanoClock.getAsLong();
        double sharing = Math.max(1, (double) tasks.get() / UNSHARED_TASKS_MAX);
        double pausePerWork = Math.max(0, periodsPerSlice * sharing - 1);
        pausedUntilNanos = nowNanos + (long) ((nowNanos - startNanos) * pausePerWork);
    }

    /** Releases this budget, so that the other tasks of the thread share its time. */
    @Override
    public void close() {
        tasks.decrementAndGet();
    }
}
