package io.freshet.codec.json;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Limit on event times: the current time plus a tolerance. Past times are always accepted, because events may be
 * replayed. A future time would advance stream time past all correct events that follow.
 *
 * @param clock source of the current time
 * @param futureTolerance largest accepted lead of the sender's clock, zero to 366 days
 */
public record EventClock(InstantSource clock, Duration futureTolerance) {
    /** Default of {@code futureTolerance}: covers inaccurate clocks, but not a wrong time zone. */
    public static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(10);

    public EventClock {
        if (futureTolerance.isNegative() || futureTolerance.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("futureTolerance is " + futureTolerance + ", expected 0 to 366 days");
        }
    }

    /** Creates a clock of the system's time with the default tolerance. */
    public static EventClock system() {
        return new EventClock(InstantSource.system(), FUTURE_TOLERANCE);
    }

    /** Clock that accepts any time up to the year 9999, for data that Freshet itself wrote and for tests. */
    public static EventClock acceptingAll() {
        return new EventClock(InstantSource.fixed(Instant.ofEpochMilli(JsonTime.MILLIS_MAX)), Duration.ZERO);
    }

    /** The latest event time accepted now, in epoch milliseconds. */
    public long latestMillis() {
        return clock.millis() + futureTolerance.toMillis();
    }
}
