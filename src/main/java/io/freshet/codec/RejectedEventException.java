package io.freshet.codec;

/**
 * Signals that a record is not a valid event. The record belongs in the dead letters, with {@link #reason()} as the
 * reason. The exception is checked so that every processor has to handle invalid events.
 */
public final class RejectedEventException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARS_MAX = 60;

    private final RejectionReason reason;
    private final String field;

    /**
     * Creates an exception whose message joins field, problem and remedy, as in
     * {@code tags[3] is "x"; send an identifier}.
     *
     * @param field path of the field, such as {@code tags[3]}; {@code key} or {@code value} for the whole key or value
     *     of the record
     * @param problem predicate that contains the invalid value, such as {@code is "x"}
     * @param remedy instruction to the sender, such as {@code send an identifier}
     */
    public RejectedEventException(RejectionReason reason, String field, String problem, String remedy) {
        // No stack trace: a flood of invalid events must not cost more than a flood of valid ones.
        super(field + " " + problem + "; " + remedy, null, false, false);
        this.reason = reason;
        this.field = field;
    }

    public RejectionReason reason() {
        return reason;
    }

    /** Path of the rejected field; {@code key} or {@code value} if the whole key or value of the record is rejected. */
    public String field() {
        return field;
    }

    /** Formats a value for messages: quoted, at most 60 characters, without control characters. */
    public static String shown(String value) {
        String cleaned = SanitisedText.clean(SanitisedText.cut(value, SHOWN_CHARS_MAX));
        return '"' + cleaned + (value.length() > SHOWN_CHARS_MAX ? "\"... (" + value.length() + " characters)" : "\"");
    }
}
