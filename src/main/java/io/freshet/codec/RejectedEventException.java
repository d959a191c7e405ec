package io.freshet.codec;

/**
 * An event that is not taken in: it belongs in the dead letters under its {@link #reason()}. Checked, so that no
 * processor can forget that events may be bad.
 */
public final class RejectedEventException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARS_MAX = 60;

    private final RejectionReason reason;
    private final String field;

    /**
     * A refusal whose message reads {@code field problem; remedy}.
     *
     * @param field the field by its path, such as {@code tags[3]}; {@code key} or {@code value} for the record itself
     * @param problem what is wrong, with the offending value
     * @param remedy what to send instead
     */
    public RejectedEventException(RejectionReason reason, String field, String problem, String remedy) {
        // Without a stack trace: a flood of bad events must not cost more than a flood of good ones.
        super(field + " " + problem + "; " + remedy, null, false, false);
        this.reason = reason;
        this.field = field;
    }

    public RejectionReason reason() {
        return reason;
    }

    /** The field by its path; {@code key} or {@code value} if it is the record itself. */
    public String field() {
        return field;
    }

    /** A value as messages show it: quoted, at most 60 characters, without control characters. */
    public static String shown(String value) {
        String cleaned = SanitisedText.clean(SanitisedText.cut(value, SHOWN_CHARS_MAX));
        return '"' + cleaned + (value.length() > SHOWN_CHARS_MAX ? "\"... (" + value.length() + " characters)" : "\"");
    }
}
