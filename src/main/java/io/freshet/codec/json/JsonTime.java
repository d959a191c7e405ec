package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.INVALID_TIME;
import static io.freshet.codec.RejectionReason.TIME_IN_FUTURE;
import static io.freshet.codec.RejectionReason.TIME_OUT_OF_RANGE;

import io.freshet.codec.RejectedEventException;
import io.freshet.event.Limits;
import java.time.DateTimeException;

/** Parses and checks times in JSON: RFC 3339 strings with an offset, or integers of epoch milliseconds. */
final class JsonTime {
    static final long MILLIS_MIN = Limits.TIME_MILLIS_MIN;
    static final long MILLIS_MAX = Limits.TIME_MILLIS_MAX;
    /**
     * Smallest integer accepted as epoch milliseconds. A smaller non-negative integer is rejected, because it looks
     * like seconds. Seconds reach this value in 2286, milliseconds reached it in April 1970.
     */
    static final long LOOKS_LIKE_SECONDS_BELOW = 10_000_000_000L;

    private static final String REMEDY =
            "send RFC 3339 with an offset such as \"2026-11-23T10:15:30Z\", or epoch milliseconds as an integer";

    private JsonTime() {}

    /** Parses an RFC 3339 string to epoch milliseconds and rejects a time later than {@code latestMillis}. */
    static long parse(String field, String text, long latestMillis) throws RejectedEventException {
        String shown = RejectedEventException.shown(text);
        long millis;
        try {
            millis = Rfc3339.parse(text);
        } catch (DateTimeException e) {
            throw new RejectedEventException(INVALID_TIME, field, "is " + shown + ", which is not a time", REMEDY);
        }
        return check(field, millis, shown, latestMillis);
    }

    /**
     * Checks the integer time {@code millis} and returns it unchanged; rejects a time that looks like seconds, is out
     * of range, or is after {@code latestMillis}.
     */
    static long check(String field, long millis, long latestMillis) throws RejectedEventException {
        if (millis >= 0 && millis < LOOKS_LIKE_SECONDS_BELOW) {
            throw new RejectedEventException(
                    INVALID_TIME,
                    field,
                    "is " + millis + ", which looks like seconds",
                    "multiply it by 1000 to send milliseconds");
        }
        return check(field, millis, Long.toString(millis), latestMillis);
    }

    /**
     * Creates the exception for a time before 1970-01-02 or after the year 9999. Also used for an integer too large for
     * a {@code long}.
     */
    static RejectedEventException outOfRange(String field, String shown) {
        return new RejectedEventException(
                TIME_OUT_OF_RANGE, field, "is " + shown + ", outside 1970-01-02 to the year 9999", REMEDY);
    }

    private static long check(String field, long millis, String shown, long latestMillis)
            throws RejectedEventException {
        if (millis < MILLIS_MIN || millis > MILLIS_MAX) {
            throw outOfRange(field, shown);
        }
        if (millis > latestMillis) {
            throw new RejectedEventException(
                    TIME_IN_FUTURE,
                    field,
                    "is " + shown + ", later than " + Rfc3339.format(Math.min(latestMillis, MILLIS_MAX)),
                    "correct the sender's clock or time zone");
        }
        return millis;
    }
}
