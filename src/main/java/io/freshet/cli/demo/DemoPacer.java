package io.freshet.cli.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Computes when to send each event of the simulated newsroom. The speed rises evenly from 0 to full speed within
 * {@link #RAMP}: until the JVM has compiled the recommender, clicks at full speed would only queue. No event is due
 * before the wall clock reaches its event time. Immutable.
 */
final class DemoPacer {
    /** Time from the start until full speed. */
    static final Duration RAMP = Duration.ofSeconds(20);

    private static final double NANOS_PER_MILLI = 1e6;

    private final double speed;
    private final long startEventMillis;
    private final long startNanos;

    /**
     * Creates a pacer that starts now.
     *
     * @param speed seconds of event time per second at full speed, above 0
     * @param startEventMillis event time that is due at the start
     * @param startNanos reading of a monotonic clock at the start
     */
    DemoPacer(double speed, long startEventMillis, long startNanos) {
        this.speed = speed;
        this.startEventMillis = startEventMillis;
        this.startNanos = startNanos;
    }

    /**
     * Nanoseconds to wait before sending an event; 0 if the event is due or overdue.
     *
     * @param nowNanos current reading of the monotonic clock
     * @param nowMillis current wall clock, epoch milliseconds
     */
    long waitNanos(long eventAtMillis, long nowNanos, long nowMillis) {
        return Math.max(pacedNanos(eventAtMillis, nowNanos), presentNanos(eventAtMillis, nowMillis));
    }

    /** Whether an event waits for the wall clock rather than for its turn at this speed. */
    boolean waitsForPresent(long eventAtMillis, long nowNanos, long nowMillis) {
        return presentNanos(eventAtMillis, nowMillis) > pacedNanos(eventAtMillis, nowNanos);
    }

    private long pacedNanos(long eventAtMillis, long nowNanos) {
        double atFullSpeed = Math.max(0, (eventAtMillis - startEventMillis) * NANOS_PER_MILLI / speed);
        double ramp = RAMP.toNanos();
        // The ramp covers half of the distance that full speed would: it is the integral of a rising line.
        double due = atFullSpeed < ramp / 2 ? Math.sqrt(2 * ramp * atFullSpeed) : atFullSpeed + ramp / 2;
        return Math.max(0, (long) due - (nowNanos - startNanos));
    }

    private static long presentNanos(long eventAtMillis, long nowMillis) {
        return Math.max(0, TimeUnit.MILLISECONDS.toNanos(eventAtMillis - nowMillis));
    }
}
