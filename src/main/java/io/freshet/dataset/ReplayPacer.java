package io.freshet.dataset;

/**
 * Computes when to send each event of a recorded or simulated stream, at a multiple of its original speed. The caller
 * supplies the clock and waits. Immutable and thread-safe.
 */
public final class ReplayPacer {
    /** Speed at which every event is due immediately. */
    public static final double AT_ONCE = Double.POSITIVE_INFINITY;

    private static final double NANOS_PER_MILLI = 1e6;

    private final double speed;
    private final long startEventMillis;
    private final long startClockNanos;

    /**
     * Creates a pacer at {@code speed} times the original speed; an event at {@code startEventMillis} is due when the
     * clock reads {@code startClockNanos}.
     *
     * @param speed seconds of event time per second of the clock, above 0: 1 is the original speed, 60 replays an hour
     *     in a minute, {@link #AT_ONCE} never waits
     * @param startEventMillis event time that is due at {@code startClockNanos}; earlier events are due immediately
     * @param startClockNanos reading of the clock at the start, such as {@link System#nanoTime()}
     */
    public ReplayPacer(double speed, long startEventMillis, long startClockNanos) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed is " + speed + ", expected a number above 0");
        }
        this.speed = speed;
        this.startEventMillis = startEventMillis;
        this.startClockNanos = startClockNanos;
    }

    /**
     * Nanoseconds to wait before sending an event; 0 if the event is due or overdue.
     *
     * @param nowNanos current reading of the clock used at the start
     * @return nanoseconds, 0 if the event is due or overdue
     */
    public long waitNanos(long eventAtMillis, long nowNanos) {
        // The difference of two clock readings is meaningful even if nanoTime is negative or wraps.
        double offsetNanos = (eventAtMillis - startEventMillis) * NANOS_PER_MILLI / speed;
        return Math.max(0, (long) offsetNanos - (nowNanos - startClockNanos));
    }
}
