package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.BLANK;
import static io.freshet.codec.RejectionReason.INVALID_KEY;
import static io.freshet.codec.RejectionReason.INVALID_VALUE;
import static io.freshet.codec.RejectionReason.KEY_MISMATCH;
import static io.freshet.codec.RejectionReason.MISSING_KEY;
import static io.freshet.codec.RejectionReason.TOO_LONG;

import io.freshet.codec.RejectedEventException;
import io.freshet.codec.SanitisedText;
import io.freshet.event.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Checks identifiers in the keys and values of records. Identifiers are never cleaned, because a changed identifier
 * would name another thing.
 */
final class Identifiers {

    private Identifiers() {}

    /** Returns {@code value} unchanged if it is a valid identifier; otherwise rejects the event. */
    static String check(String field, String value, int charsMax) throws RejectedEventException {
        if (value.isBlank()) {
            throw new RejectedEventException(BLANK, field, "is blank", "send an identifier");
        }
        if (value.length() > charsMax) {
            throw new RejectedEventException(
                    TOO_LONG,
                    field,
                    "is " + RejectedEventException.shown(value),
                    "send at most " + charsMax + " characters");
        }
        int forbidden = SanitisedText.firstForbidden(value);
        if (forbidden < value.length()) {
            throw new RejectedEventException(
                    INVALID_VALUE,
                    field,
                    "is " + RejectedEventException.shown(value) + " with a control character or half a surrogate pair"
                            + " at position " + forbidden,
                    "remove that character");
        }
        return value;
    }

    /** Decodes and checks a record key, which is an identifier in UTF-8. */
    static String key(byte @Nullable [] key) throws RejectedEventException {
        if (key == null || key.length == 0) {
            throw new RejectedEventException(
                    MISSING_KEY, "key", "is missing", "send the id as the key: it decides the partition");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalidKey(key, "of " + key.length + " bytes is not UTF-8", "send the id as UTF-8 text");
        }
        try {
            return check("key", text, Limits.ID_CHARS_MAX);
        } catch (RejectedEventException e) {
            throw invalidKey(
                    key,
                    "is " + RejectedEventException.shown(text),
                    "send an identifier of at most " + Limits.ID_CHARS_MAX + " characters, without control characters");
        }
    }

    private static RejectedEventException invalidKey(byte[] key, String problem, String remedy) {
        return ByteFormats.registryFraming(key)
                .map(format -> new RejectedEventException(
                        INVALID_KEY, "key", "is not plain text: " + format.description(), "send the id as UTF-8 text"))
                .orElseGet(() -> new RejectedEventException(INVALID_KEY, "key", problem, remedy));
    }

    /** Checks that the record key equals {@code id}, which the record value has in {@code field}. */
    static void checkKey(byte @Nullable [] key, String field, String id) throws RejectedEventException {
        String keyId = key(key);
        if (!keyId.equals(id)) {
            throw new RejectedEventException(
                    KEY_MISMATCH,
                    "key",
                    "is " + RejectedEventException.shown(keyId) + " but " + field + " is "
                            + RejectedEventException.shown(id),
                    "send the " + field + " as the key, as plain text");
        }
    }
}
