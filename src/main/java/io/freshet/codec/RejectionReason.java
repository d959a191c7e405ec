package io.freshet.codec;

/** Why an event was refused. The code is the metric label and the dead-letter header: it never changes its meaning. */
public enum RejectionReason {
    /** The record has no key, so nothing says which partition owns it. */
    MISSING_KEY("missing-key"),
    /** The key is not the id that the value names. */
    KEY_MISMATCH("key-mismatch"),
    /** The key itself is no identifier: blank, too long, or not UTF-8. */
    INVALID_KEY("invalid-key"),
    /** The value is null or has no content where content is needed. */
    EMPTY_VALUE("empty-value"),
    /** The value has more bytes than are read. */
    TOO_LARGE("too-large"),
    /** The JSON is nested too deeply, or a name or a number in it is too long. */
    TOO_COMPLEX("too-complex"),
    /** The value is not JSON in UTF-8, or is more than one object; where it looks like another format, the message names it. */
    NOT_JSON("not-json"),
    /** The value is JSON, but not an object. */
    NOT_AN_OBJECT("not-an-object"),
    /** A known field stands twice in one object. */
    DUPLICATE_FIELD("duplicate-field"),
    /** A required field is absent or null; where it stands in an envelope or under another spelling, the message says so. */
    MISSING_FIELD("missing-field"),
    /** A field holds another JSON type than it should. */
    WRONG_TYPE("wrong-type"),
    /** A required text has only white space, or a required list has no entry. */
    BLANK("blank"),
    /** A text, list or map is longer than its limit, blank entries and nulls included. */
    TOO_LONG("too-long"),
    /** A number is outside its range, or an expiry lies before the publication. */
    OUT_OF_RANGE("out-of-range"),
    /** A text is not one of the allowed values, or an identifier holds a forbidden character. */
    INVALID_VALUE("invalid-value"),
    /** A time is not RFC 3339 with an offset, or is a number that looks like seconds. */
    INVALID_TIME("invalid-time"),
    /** A time lies further ahead of the clock than is tolerated. */
    TIME_IN_FUTURE("time-in-future"),
    /** A time lies before 1970-01-02 or after the year 9999. */
    TIME_OUT_OF_RANGE("time-out-of-range");

    private final String code;

    RejectionReason(String code) {
        this.code = code;
    }

    /** The reason in kebab-case, such as {@code missing-field}. */
    public String code() {
        return code;
    }
}
