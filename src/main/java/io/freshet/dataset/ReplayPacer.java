package io.freshet.dataset;

/**
 * When to send each event of a recorded or simulated stream, at a multiple of the speed at which it happened. Pure: the
 * caller brings the clock and does the waiting. Immutable, safe from any thread.
 */
public final class ReplayPacer {
    /** The speed at which every event is due at once. */
    public static final double AT_ONCE = Double.POSITIVE_INFINITY;

    private static final double NANOS_PER_MILLI = 1e6;

    private final double speed;
    private final long startEventMillis;
    private final long startClockNanos;

    /**
     * @param speed event seconds per second of the clock: 1 is as it happened, 60 an hour a minute,
     *     {@link #AT_ONCE} without waiting; above 0
     * @param startEventMillis the event time that is due at {@code startClockNanos}; earlier events are due at once
     * @param startClockNanos the clock at the start, such as {@link System#nanoTime()}
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
     * How long to wait before sending an event.
     *
     * @param nowNanos the same clock as at the start
     * @return nanoseconds, 0 if it is due or overdue
     */
    public long waitNanos(long eventAtMillis, long nowNanos) {
        return Math.max(0, untilDueNanos(eventAtMillis, nowNanos));
    }

    /** How far sending lags behind the wanted speed, in nanoseconds; 0 if it keeps up, and at infinite speed. */
    public long behindNanos(long eventAtMillis, long nowNanos) {
        return speed == AT_ONCE || eventAtMillis < startEventMillis
                ? 0
                : Math.max(0, -untilDueNanos(eventAtMillis, nowNanos));
    }

    /** The event time that is due now; {@link Long#MAX_VALUE} at infinite speed. */
    public long dueEventMillis(long nowNanos) {
        return speed == AT_ONCE
                ? Long.MAX_VALUE
                : startEventMillis + (long) ((nowNanos - startClockNanos) / NANOS_PER_MILLI * speed);
    }

    private long untilDueNanos(long eventAtMillis, long nowNanos) {
        // The difference of two clock readings is meaningful even where nanoTime is negative or wraps.
        double offsetNanos = (eventAtMillis - startEventMillis) * NANOS_PER_MILLI / speed;
        return (long) offsetNanos - (nowNanos - startClockNanos);
    }
}
