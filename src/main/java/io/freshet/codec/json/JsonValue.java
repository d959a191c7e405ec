package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.EMPTY_VALUE;
import static io.freshet.codec.RejectionReason.INVALID_VALUE;
import static io.freshet.codec.RejectionReason.MISSING_FIELD;
import static io.freshet.codec.RejectionReason.NOT_AN_OBJECT;
import static io.freshet.codec.RejectionReason.NOT_JSON;
import static io.freshet.codec.RejectionReason.TOO_COMPLEX;
import static io.freshet.codec.RejectionReason.TOO_LARGE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.SanitisedText;
import io.freshet.codec.Utf8;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of a record's value as one JSON object in one pass. Thread-safe. */
final class JsonValue {
    /** Largest number of nested levels: far more than any event has, few enough to protect the stack. */
    private static final int DEPTH_MAX = 64;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(100)
                    .maxNameLength(10_000)
                    .build())
            // Field names are untrusted. Jackson's cache of names is shared by all records, and an attacker can choose
            // names that collide in it whatever its seed: each look-up would then search thousands of entries.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private JsonValue() {}

    /**
     * Decodes a record value, which must be exactly one JSON object, with {@code fields}.
     *
     * @param bytesMax a longer value is rejected without reading it
     * @param latestMillis the latest event time accepted, in epoch milliseconds
     */
    static <T> T read(byte @Nullable [] value, int bytesMax, long latestMillis, JsonFields.FieldReader<T> fields)
            throws RejectedEventException {
        if (value == null || value.length == 0) {
            throw empty();
        }
        if (value.length > bytesMax) {
            throw new RejectedEventException(
                    TOO_LARGE, "value", "has " + value.length + " bytes", "send at most " + bytesMax + " bytes");
        }
        try {
            return readObject(characters(value), latestMillis, fields);
        } catch (RejectedEventException e) {
            throw explained(value, e);
        }
    }

    private static <T> T readObject(CharBuffer text, long latestMillis, JsonFields.FieldReader<T> fields)
            throws RejectedEventException {
        try (JsonParser parser = parser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw empty();
            }
            if (first != JsonToken.START_OBJECT) {
                throw notAnObject(parser);
            }
            T read = fields.read(new JsonFields(parser, "", latestMillis));
            JsonToken next = parser.nextToken();
            if (next != null) {
                throw new RejectedEventException(
                        NOT_JSON,
                        "value",
                        "continues after the object"
                                + (next == JsonToken.START_OBJECT ? " with another object, as JSON lines do" : ""),
                        "send one object per record");
            }
            return read;
        } catch (StreamConstraintsException e) {
            throw new RejectedEventException(TOO_COMPLEX, "value", problem(e), "send flatter and shorter JSON");
        } catch (IOException e) {
            throw new RejectedEventException(NOT_JSON, "value", problem(e), "send JSON in UTF-8");
        } catch (IllegalArgumentException e) {
            // The events check themselves too: a value that only they reject is an invalid event as well.
            throw new RejectedEventException(INVALID_VALUE, "value", "is invalid: " + e.getMessage(), "correct it");
        }
    }

    /** Decodes the value's characters, without a byte order mark. */
    private static CharBuffer characters(byte[] value) throws RejectedEventException {
        int start = Utf8.lengthOfByteOrderMark(value);
        ByteBuffer bytes = ByteBuffer.wrap(value, start, value.length - start);
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        Utf8.decode(bytes, text);
        if (bytes.hasRemaining()) {
            throw new RejectedEventException(
                    NOT_JSON,
                    "value",
                    "is not UTF-8: byte 0x" + HexFormat.of().toHexDigits(bytes.get()) + " at " + (bytes.position() - 1),
                    "send JSON in UTF-8");
        }
        return text.flip();
    }

    private static JsonParser parser(CharBuffer text) throws IOException {
        return FACTORY.createParser(text.array(), 0, text.limit());
    }

    private static RejectedEventException notAnObject(JsonParser parser) throws IOException {
        String is;
        String remedy = "send {...}";
        switch (parser.currentToken()) {
            case START_ARRAY -> {
                // Reads to the end of the list: text that is not JSON may also begin with a bracket.
                parser.skipChildren();
                is = "a JSON list";
                remedy = "send each object of the list as its own record";
            }
            case VALUE_NULL -> {
                is = "the JSON text null";
                remedy = "send an object, or, to withdraw an article, a record without a value";
            }
            case VALUE_STRING -> {
                String text = parser.getText().strip();
                boolean json = text.startsWith("{");
                boolean base64 = text.startsWith("eyJ");
                is = "a JSON string" + (json ? " that contains JSON" : base64 ? " that contains JSON in Base64" : "");
                remedy = json || base64 ? "serialize the event once: send the object itself" : remedy;
            }
            default -> is = "the JSON value " + SanitisedText.cut(parser.getText(), 60);
        }
        return new RejectedEventException(NOT_AN_OBJECT, "value", "is " + is + ", not an object", remedy);
    }

    /** Adds to the message of a rejection the format that the value looks like, if one is recognised. */
    private static RejectedEventException explained(byte[] value, RejectedEventException rejection) {
        return switch (rejection.reason()) {
            case NOT_JSON ->
                ByteFormats.detect(value)
                        .map(format -> new RejectedEventException(
                                NOT_JSON, "value", "is not JSON: " + format.description(), format.remedy()))
                        .orElse(rejection);
            case MISSING_FIELD ->
                envelope(value, rejection.field())
                        .map(format -> new RejectedEventException(
                                MISSING_FIELD,
                                rejection.field(),
                                "is missing: " + format.description(),
                                format.remedy()))
                        .orElse(rejection);
            default -> rejection;
        };
    }

    private static Optional<SuspectedFormat> envelope(byte[] value, String missing) {
        try (JsonParser parser = parser(characters(value))) {
            return Envelopes.detect(parser, missing);
        } catch (IOException | RejectedEventException broken) {
            // The rest of the value may be broken: a missing field of an inner object is reported before the end is
            // read.
            return Optional.empty();
        }
    }

    private static RejectedEventException empty() {
        return new RejectedEventException(EMPTY_VALUE, "value", "is empty", "send a JSON object");
    }

    private static String problem(IOException exception) {
        if (exception instanceof JsonProcessingException processing && processing.getLocation() != null) {
            String message = SanitisedText.clean(SanitisedText.cut(processing.getOriginalMessage(), 200));
            return "is broken at character " + processing.getLocation().getCharOffset() + ": " + message;
        }
        return "cannot be read: " + SanitisedText.clean(SanitisedText.cut(String.valueOf(exception.getMessage()), 200));
    }
}
