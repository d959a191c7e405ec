package io.freshet.topology;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Time for work that nobody waits for: at most so much at once, and after each piece a rest in proportion to what it took.
 * Without the rest a machine that is slow for a while, because its code is not compiled yet or others use its cores, would
 * do nothing else: Kafka Streams takes up ever fewer records between punctuations that are always due.
 *
 * <p>Told by a clock that goes on while the work is done: that of a processor's context stands still from the beginning of
 * a record or a punctuation to its end, and a loop that waits for it never ends. For one thread.
 */
final class SpareTime {
    private final long mostNanos;
    private final double restsPerWork;
    private final LongSupplier nanoClock;
    private long startNanos;
    private long restsUntilNanos;

    /**
     * @param most at once, by what does not take longer than that in one piece
     * @param every in so much time, work and rest together
     * @param nanoClock nanoseconds since any moment, as {@link System#nanoTime()}
     */
    SpareTime(Duration most, Duration every, LongSupplier nanoClock) {
        this.mostNanos = most.toNanos();
        this.restsPerWork = Math.max(0, (double) every.toNanos() / mostNanos - 1);
        this.nanoClock = nanoClock;
        this.restsUntilNanos = nanoClock.getAsLong();
    }

    /** Begins a piece of work; false while it is too soon after the last. */
    boolean begin() {
        long nowNanos = nanoClock.getAsLong();
        if (nowNanos - restsUntilNanos < 0) {
            return false;
        }
        startNanos = nowNanos;
        return true;
    }

    /** Whether there is time for some more of the piece that was begun. */
    boolean isLeft() {
        return nanoClock.getAsLong() - startNanos < mostNanos;
    }

    /** Ends the piece of work that was begun. */
    void end() {
        long nowNanos = nanoClock.getAsLong();
        restsUntilNanos = nowNanos + (long) ((nowNanos - startNanos) * restsPerWork);
    }
}
