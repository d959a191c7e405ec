package io.freshet.codec;

/**
 * Reasons to reject an event. The {@link #code()} of a reason is a metric label and a dead-letter header; the meaning
 * of a code never changes.
 */
public enum RejectionReason {
    /** The record's key is null or empty; a key is required because it decides the record's partition. */
    MISSING_KEY("missing-key"),
    /** The key differs from the id in the value. */
    KEY_MISMATCH("key-mismatch"),
    /** The key is not an identifier: blank, too long, with a control character, or not UTF-8. */
    INVALID_KEY("invalid-key"),
    /** The value is null or empty where content is required. */
    EMPTY_VALUE("empty-value"),
    /** The value has more bytes than allowed. */
    TOO_LARGE("too-large"),
    /** The JSON is nested too deeply, or contains a name or number that is too long. */
    TOO_COMPLEX("too-complex"),
    /**
     * The value is not JSON in UTF-8, or holds more than one object. The message names the format that the value looks
     * like, if one is recognised.
     */
    NOT_JSON("not-json"),
    /** The value is JSON, but not an object. */
    NOT_AN_OBJECT("not-an-object"),
    /** A known field occurs twice in one object. */
    DUPLICATE_FIELD("duplicate-field"),
    /**
     * A required field is absent or null. If the value has the field inside an envelope or under another spelling, the
     * message says so.
     */
    MISSING_FIELD("missing-field"),
    /** A field has the wrong JSON type. */
    WRONG_TYPE("wrong-type"),
    /** A required text is blank, or a required list is empty. */
    BLANK("blank"),
    /** A text, list or map exceeds its limit; entries that are blank or null count towards the limit. */
    TOO_LONG("too-long"),
    /** A number is outside its range, or an article expires before its publication. */
    OUT_OF_RANGE("out-of-range"),
    /** A text is not an allowed value, or an identifier contains a forbidden character. */
    INVALID_VALUE("invalid-value"),
    /** A time is not RFC 3339 with an offset, or is a number that looks like seconds. */
    INVALID_TIME("invalid-time"),
    /** A time is too far in the future: later than the current time plus the tolerance for inaccurate clocks. */
    TIME_IN_FUTURE("time-in-future"),
    /** A time is before 1970-01-02 or after the year 9999. */
    TIME_OUT_OF_RANGE("time-out-of-range");

    private final String code;

    RejectionReason(String code) {
        this.code = code;
    }

    /** Code of this reason in kebab-case, such as {@code missing-field}. */
    public String code() {
        return code;
    }
}
