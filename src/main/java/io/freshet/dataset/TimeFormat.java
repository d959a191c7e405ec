package io.freshet.dataset;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;

/** How a data set writes times. */
public enum TimeFormat {
    /** By the look of each value: whole numbers of 12 digits or more are milliseconds, shorter ones seconds. */
    AUTO,
    EPOCH_MILLIS,
    EPOCH_SECONDS,
    RFC_3339;

    /** From this many digits on a number is taken as milliseconds: seconds reach it in the year 5138. */
    private static final int MILLIS_DIGITS_MIN = 12;

    /**
     * The time in epoch milliseconds.
     *
     * @throws IllegalArgumentException if the value is not in this format
     */
    public long parseMillis(String value) {
        try {
            return switch (this) {
                case AUTO -> guess(value).parseMillis(value);
                case EPOCH_MILLIS -> Long.parseLong(value);
                case EPOCH_SECONDS -> Math.round(Double.parseDouble(value) * 1000);
                case RFC_3339 ->
                    OffsetDateTime.parse(value.replace(' ', 'T')).toInstant().toEpochMilli();
            };
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + value + "' is no time in the format " + label(), e);
        }
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
