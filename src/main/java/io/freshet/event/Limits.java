package io.freshet.event;

import java.util.List;

/**
 * Limits of events, checked in the constructors of this package's records. A decoder truncates a body to
 * {@link #BODY_CHARS_MAX}. Exceeding any other limit is an error, because a truncated identifier would identify
 * something else.
 */
public final class Limits {
    /** Maximum length of an identifier (of an article, reader, event, session or source), in UTF-16 units. */
    public static final int ID_CHARS_MAX = 256;
    /** Longest title, in UTF-16 units. */
    public static final int TITLE_CHARS_MAX = 2_000;
    /** Longest body, in UTF-16 units; decoders drop the rest. */
    public static final int BODY_CHARS_MAX = 200_000;
    /** Maximum length of a category, tag, language, segment name or segment value, in UTF-16 units. */
    public static final int LABEL_CHARS_MAX = 128;
    /** Longest URL, in UTF-16 units. */
    public static final int URL_CHARS_MAX = 2_048;
    /** Largest number of tags of an article. */
    public static final int TAGS_MAX = 64;
    /** Largest number of segments of a click, such as device or region. */
    public static final int SEGMENTS_MAX = 16;
    /** Largest number of articles of one impression. */
    public static final int IMPRESSION_ARTICLES_MAX = 500;

    /**
     * Earliest valid event time, 1970-01-02T00:00:00Z in epoch milliseconds; an earlier time is taken for an unset
     * field.
     */
    public static final long TIME_MILLIS_MIN = 86_400_000;
    /**
     * Latest valid event time, 9999-12-31T23:59:59.999Z in epoch milliseconds, the latest that RFC 3339 can express.
     */
    public static final long TIME_MILLIS_MAX = 253_402_300_799_999L;

    private Limits() {}

    /**
     * Returns {@code value} if it is a valid identifier: not blank, not too long and free of control characters.
     *
     * @return {@code value}
     * @throws IllegalArgumentException if the value is blank, longer than {@link #ID_CHARS_MAX} or has a control
     *     character
     */
    public static String id(String field, String value) {
        return text(field, value, ID_CHARS_MAX);
    }

    /**
     * Returns {@code value} if it is a valid label, such as a category: not blank, not too long and free of control
     * characters.
     *
     * @return {@code value}
     * @throws IllegalArgumentException if the value is blank, longer than {@link #LABEL_CHARS_MAX} or has a control
     *     character
     */
    public static String label(String field, String value) {
        return text(field, value, LABEL_CHARS_MAX);
    }

    /**
     * Whether a character breaks lines or changes the writing direction without being an ISO control. True for
     * Unicode's line and paragraph separators, and for the embeddings, overrides and isolates of the bidirectional
     * algorithm. False for the marks that Hebrew, Arabic or Persian text needs within a word or sentence (U+200C to
     * U+200F, U+061C).
     */
    public static boolean turnsOrBreaksLines(char character) {
        return (character >= '\u2028' && character <= '\u202e') || (character >= '\u2066' && character <= '\u2069');
    }

    static String text(String field, String value, int charsMax) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
        length(field, value, charsMax);
        for (int index = 0; index < value.length(); index++) {
            if (Character.isISOControl(value.charAt(index)) || turnsOrBreaksLines(value.charAt(index))) {
                throw new IllegalArgumentException(field + " holds a control character at position " + index);
            }
        }
        return value;
    }

    static void length(String field, String value, int charsMax) {
        if (value.length() > charsMax) {
            throw new IllegalArgumentException(
                    field + " has " + value.length() + " characters, more than the limit of " + charsMax);
        }
    }

    static void size(String field, List<?> values, int sizeMax) {
        if (values.size() > sizeMax) {
            throw new IllegalArgumentException(
                    field + " has " + values.size() + " entries, more than the limit of " + sizeMax);
        }
    }
}
