package io.freshet.dataset;

import io.freshet.event.Limits;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;

/** Formats of times in data sets. */
public enum TimeFormat {
    /** Detected for each value: whole numbers of 12 digits or more are milliseconds, shorter ones seconds. */
    AUTO,
    EPOCH_MILLIS,
    EPOCH_SECONDS,
    RFC_3339;

    /**
     * Minimum number of digits of a time that {@link #AUTO} reads as milliseconds. Seconds have 12 digits only from the
     * year 5138.
     */
    private static final int MILLIS_DIGITS_MIN = 12;
    /**
     * Earliest plausible time in a data set, 1990, epoch milliseconds. Error messages name the unit in which a wrong
     * time would lie between this and {@link #PLAUSIBLE_END_MILLIS}.
     */
    private static final long PLAUSIBLE_START_MILLIS = 631_152_000_000L;

    private static final long PLAUSIBLE_END_MILLIS = 4_102_444_800_000L;
    private static final int SHOWN_CHARS_MAX = 60;

    /**
     * Parses a time to epoch milliseconds.
     *
     * @throws IllegalArgumentException if the value is not in this format or is outside the limits of event times
     */
    public long parseMillis(String value) {
        long millis;
        try {
            millis = switch (this) {
                case AUTO -> guess(value).parseMillis(value);
                case EPOCH_MILLIS -> Long.parseLong(value);
                case EPOCH_SECONDS -> Math.round(Double.parseDouble(value) * 1000);
                case RFC_3339 ->
                    OffsetDateTime.parse(value.replace(' ', 'T')).toInstant().toEpochMilli();
            };
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + shown(value) + "' is not a time in the format " + label(), e);
        }
        return withinLimits(millis, value);
    }

    /**
     * Returns {@code millis} if it is within the limits of event times, and throws otherwise.
     *
     * @param value text of the time in the file
     * @throws IllegalArgumentException if the time is outside the limits
     */
    static long withinLimits(long millis, String value) {
        if (millis < Limits.TIME_MILLIS_MIN || millis > Limits.TIME_MILLIS_MAX) {
            throw new IllegalArgumentException(
                    "'" + shown(value) + "' is outside 1970-01-02 to the year 9999" + likelyUnit(millis));
        }
        return millis;
    }

    /**
     * Hint, for an error message, at the likely unit of a number too large for milliseconds; empty if no unit is
     * likely.
     */
    private static String likelyUnit(long millis) {
        if (isPlausible(millis / 1_000)) {
            return ", it looks like microseconds: divide it by 1,000";
        }
        return isPlausible(millis / 1_000_000) ? ", it looks like nanoseconds: divide it by 1,000,000" : "";
    }

    private static boolean isPlausible(long millis) {
        return millis >= PLAUSIBLE_START_MILLIS && millis < PLAUSIBLE_END_MILLIS;
    }

    private static String shown(String value) {
        return value.length() <= SHOWN_CHARS_MAX ? value : value.substring(0, SHOWN_CHARS_MAX) + "...";
    }

    /** Name of the format in options: {@code auto}, {@code epoch-millis}, {@code epoch-seconds} or {@code rfc-3339}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static TimeFormat guess(String value) {
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            if (character != '-' && character != '.' && !(character >= '0' && character <= '9')) {
                return RFC_3339;
            }
        }
        if (value.isEmpty()) {
            return RFC_3339;
        }
        return value.length() >= MILLIS_DIGITS_MIN && value.indexOf('.') < 0 ? EPOCH_MILLIS : EPOCH_SECONDS;
    }
}
