package io.freshet.codec.json;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Which event times are believed: none further ahead of the clock than the tolerance. Past times are always believed,
 * because replays are; a time in the future would hold the stream's clock ahead of every honest event after it.
 *
 * @param clock the time now
 * @param futureTolerance how far a newsroom's clock may be ahead of ours, from zero to a year
 */
public record EventClock(InstantSource clock, Duration futureTolerance) {
    /** Covers clocks that are badly set, but not a wrong time zone. */
    public static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(10);

    public EventClock {
        if (futureTolerance.isNegative() || futureTolerance.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("futureTolerance is " + futureTolerance + ", expected zero to a year");
        }
    }

    /** The system's clock with the default tolerance. */
    public static EventClock system() {
        return new EventClock(InstantSource.system(), FUTURE_TOLERANCE);
    }

    /** Believes any time up to the year 9999: for reading what Freshet itself wrote, and for tests. */
    public static EventClock believing() {
        return new EventClock(InstantSource.fixed(Instant.ofEpochMilli(JsonTime.MILLIS_MAX)), Duration.ZERO);
    }

    /** The latest time believed now, in epoch milliseconds. */
    public long latestMillis() {
        return clock.millis() + futureTolerance.toMillis();
    }
}
