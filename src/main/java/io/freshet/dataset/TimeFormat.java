package io.freshet.dataset;

import io.freshet.event.Limits;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;

/** How a data set writes times. */
public enum TimeFormat {
    /** Detected for each value: whole numbers of 12 digits or more are milliseconds, shorter ones seconds. */
    AUTO,
    EPOCH_MILLIS,
    EPOCH_SECONDS,
    RFC_3339;

    /** From this many digits on a number is taken as milliseconds: seconds reach it in the year 5138. */
    private static final int MILLIS_DIGITS_MIN = 12;
    /** 1990-01-01 and 2100-01-01: data sets are of this time. */
    private static final long OUR_TIMES_START_MILLIS = 631_152_000_000L;

    private static final long OUR_TIMES_END_MILLIS = 4_102_444_800_000L;
    private static final int SHOWN_CHARS_MAX = 60;

    /**
     * The time in epoch milliseconds.
     *
     * @throws IllegalArgumentException if the value is not in this format or outside the limits of event times
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
            throw new IllegalArgumentException("'" + shown(value) + "' is no time in the format " + label(), e);
        }
        return withinLimits(millis, value);
    }

    /**
     * The time itself.
     *
     * @param value how the file writes it
     * @throws IllegalArgumentException if it is outside the limits of event times
     */
    static long withinLimits(long millis, String value) {
        if (millis < Limits.TIME_MILLIS_MIN || millis > Limits.TIME_MILLIS_MAX) {
            throw new IllegalArgumentException(
                    "'" + shown(value) + "' is outside 1970-01-02 to the year 9999" + likelyUnit(millis));
        }
        return millis;
    }

    /** The likely unit of a number too large for milliseconds. */
    private static String likelyUnit(long millis) {
        if (isOfOurTimes(millis / 1_000)) {
            return ", it looks like microseconds: divide it by 1,000";
        }
        return isOfOurTimes(millis / 1_000_000) ? ", it looks like nanoseconds: divide it by 1,000,000" : "";
    }

    private static boolean isOfOurTimes(long millis) {
        return millis >= OUR_TIMES_START_MILLIS && millis < OUR_TIMES_END_MILLIS;
    }

    private static String shown(String value) {
        return value.length() <= SHOWN_CHARS_MAX ? value : value.substring(0, SHOWN_CHARS_MAX) + "...";
    }

    /** The name as options spell it: {@code auto}, {@code epoch-millis}, {@code epoch-seconds}, {@code rfc-3339}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static TimeFormat guess(String value) {
        for (int index = 0; index < value.length(); index++) {
            char c = value.charAt(index);
            if (c != '-' && c != '.' && !(c >= '0' && c <= '9')) {
                return RFC_3339;
            }
        }
        if (value.isEmpty()) {
            return RFC_3339;
        }
        return value.length() >= MILLIS_DIGITS_MIN && value.indexOf('.') < 0 ? EPOCH_MILLIS : EPOCH_SECONDS;
    }
}
