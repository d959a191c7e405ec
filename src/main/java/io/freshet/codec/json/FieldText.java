package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.BLANK;
import static io.freshet.codec.RejectionReason.TOO_LONG;

import io.freshet.codec.RejectedEventException;
import io.freshet.codec.SanitisedText;
import io.freshet.event.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Cleans the texts of JSON fields and checks their lengths. The argument {@code at} is the path of the text for
 * messages.
 */
final class FieldText {

    private FieldText() {}

    /**
     * Cleans and strips a label; returns null if the label is blank, and rejects it if longer than {@code charsMax}
     * characters. See {@link SanitisedText#clean}.
     */
    static @Nullable String label(String at, String value, int charsMax) throws RejectedEventException {
        String cleaned = SanitisedText.clean(value).strip();
        return cleaned.isBlank() ? null : checkLength(at, cleaned, charsMax);
    }

    /**
     * Cleans a title; rejects it if blank or longer than {@link Limits#TITLE_CHARS_MAX} characters. See
     * {@link SanitisedText#clean}.
     */
    static String title(String at, String value) throws RejectedEventException {
        String cleaned = SanitisedText.clean(value);
        if (cleaned.isBlank()) {
            throw new RejectedEventException(BLANK, at, "is blank", "send a title with visible characters");
        }
        return checkLength(at, cleaned, Limits.TITLE_CHARS_MAX);
    }

    private static String checkLength(String at, String value, int charsMax) throws RejectedEventException {
        if (value.length() > charsMax) {
            throw new RejectedEventException(
                    TOO_LONG,
                    at,
                    "is " + RejectedEventException.shown(value),
                    "send at most " + charsMax + " characters");
        }
        return value;
    }
}
