package io.freshet.codec.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * Parses and formats RFC 3339 times to the millisecond. Parsing is written by hand because every event contains a time,
 * and the JDK's parser takes as long as decoding the rest of a click.
 */
final class Rfc3339 {
    private static final DateTimeFormatter WITH_MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final int FRACTION_START = 19;
    private static final long MINUTE_MILLIS = 60_000;

    private Rfc3339() {}

    /** Formats epoch milliseconds as {@code 2026-11-23T10:15:30.000Z}. */
    static String format(long epochMillis) {
        return WITH_MILLIS.format(Instant.ofEpochMilli(epochMillis));
    }

    /**
     * Parses a time such as {@code 2026-11-23T10:15:30.25+08:00} to epoch milliseconds. Digits below the millisecond
     * are dropped; a leap second counts as the second after it.
     *
     * @throws DateTimeException if the text is not an RFC 3339 date-time with an offset
     */
    static long parse(String text) {
        if (text.length() < FRACTION_START + 1
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (text.charAt(10) != 'T' && text.charAt(10) != 't')
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            throw invalid();
        }
        long day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2))
                .toEpochDay();
        int hour = atMost(23, digits(text, 11, 2));
        int minute = atMost(59, digits(text, 14, 2));
        int second = atMost(minute == 59 ? 60 : 59, digits(text, 17, 2));
        int offsetStart = FRACTION_START;
        int millis = 0;
        if (text.charAt(FRACTION_START) == '.') {
            offsetStart = endOfDigits(text, FRACTION_START + 1);
            millis = fractionMillis(text, offsetStart);
        }
        long dayMillis = (hour * 3600L + minute * 60L + second) * 1000 + millis;
        return day * 86_400_000 + dayMillis - offsetMinutes(text, offsetStart) * MINUTE_MILLIS;
    }

    private static int fractionMillis(String text, int end) {
        if (end == FRACTION_START + 1) {
            throw invalid();
        }
        int millis = 0;
        for (int place = 1; place <= 3; place++) {
            int index = FRACTION_START + place;
            millis = millis * 10 + (index < end ? text.charAt(index) - '0' : 0);
        }
        return millis;
    }

    private static int offsetMinutes(String text, int start) {
        int length = text.length() - start;
        if (length == 1 && (text.charAt(start) == 'Z' || text.charAt(start) == 'z')) {
            return 0;
        }
        if (length != 6 || text.charAt(start + 3) != ':') {
            throw invalid();
        }
        int minutes = atMost(23, digits(text, start + 1, 2)) * 60 + atMost(59, digits(text, start + 4, 2));
        return switch (text.charAt(start)) {
            case '+' -> minutes;
            case '-' -> -minutes;
            default -> throw invalid();
        };
    }

    private static int endOfDigits(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int digits(String text, int start, int count) {
        int value = 0;
        for (int index = start; index < start + count; index++) {
            if (!isDigit(text.charAt(index))) {
                throw invalid();
            }
            value = value * 10 + text.charAt(index) - '0';
        }
        return value;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int atMost(int max, int value) {
        if (value > max) {
            throw invalid();
        }
        return value;
    }

    private static DateTimeException invalid() {
        return new DateTimeException("not an RFC 3339 date-time");
    }
}
