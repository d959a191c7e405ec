package io.freshet.topology.context;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Time for work that nobody waits for: at most so much at once, and after each piece a rest in proportion to what it took.
 * Without the rest a machine that is slow for a while, because its code is not compiled yet or others use its cores, would
 * do nothing else: Kafka Streams takes up ever fewer records between punctuations that are always due.
 *
 * <p>Told by a clock that goes on while the work is done: that of a processor's context stands still from the beginning of
 * a record or a punctuation to its end, and a loop that waits for it never ends. For one thread.
 */
public final class TimeBudget implements AutoCloseable {
    /** So many tasks of one thread need not share. */
    private static final int UNSHARED_TASKS_MAX = 4;

    private final long mostNanos;
    private final double turnsPerWork;
    private final AtomicInteger tasks;
    private final LongSupplier nanoClock;
    private long startNanos;
    private long restsUntilNanos;

    /**
     * @param most at once, by what does not take longer than that in one piece
     * @param every in so much time, work and rest together, for a task that need not share
     * @param tasks how many tasks of the thread do this work: this is one more until it is closed
     * @param nanoClock nanoseconds since any moment, as {@link System#nanoTime()}
     */
    TimeBudget(Duration most, Duration every, AtomicInteger tasks, LongSupplier nanoClock) {
        this.mostNanos = most.toNanos();
        this.turnsPerWork = (double) every.toNanos() / mostNanos;
        this.tasks = tasks;
        this.nanoClock = nanoClock;
        this.restsUntilNanos = nanoClock.getAsLong();
        tasks.incrementAndGet();
    }

    /** Begins a piece of work; false while it is too soon after the last. */
    public boolean begin() {
        long nowNanos = nanoClock.getAsLong();
        if (nowNanos - restsUntilNanos < 0) {
            return false;
        }
        startNanos = nowNanos;
        return true;
    }

    /** Whether there is time for some more of the piece that was begun. */
    public boolean isLeft() {
        return nanoClock.getAsLong() - startNanos < mostNanos;
    }

    /** Ends the piece of work that was begun. */
    public void end() {
        long nowNanos = nanoClock.getAsLong();
        double sharing = Math.max(1, (double) tasks.get() / UNSHARED_TASKS_MAX);
        double restsPerWork = Math.max(0, turnsPerWork * sharing - 1);
        restsUntilNanos = nowNanos + (long) ((nowNanos - startNanos) * restsPerWork);
    }

    /** Leaves the time to the thread's other tasks. */
    @Override
    public void close() {
        tasks.decrementAndGet();
    }
}
