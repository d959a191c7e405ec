package io.freshet.codec;

import static io.freshet.codec.RejectionReason.EMPTY_VALUE;
import static io.freshet.codec.RejectionReason.INVALID_VALUE;
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
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes of a record's value as one JSON object, read in one pass. Safe from any thread. */
final class JsonValue {
    /** Nesting below which nothing of ours lies; deeper JSON is an attack on the stack. */
    private static final int DEPTH_MAX = 64;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(100)
                    .maxNameLength(10_000)
                    .build())
            // Field names come from outside: they neither fill the JVM's string table nor trip an alarm when they
            // collide.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private JsonValue() {}

    /**
     * Reads the one object that the bytes must be.
     *
     * @param bytesMax more bytes than this are refused unread
     * @param latestMillis the latest event time believed, in epoch milliseconds
     */
    static <T> T read(byte @Nullable [] value, int bytesMax, long latestMillis, JsonFields.ObjectReading<T> reading)
            throws RejectedEventException {
        if (value == null || value.length == 0) {
            throw empty();
        }
        if (value.length > bytesMax) {
            throw new RejectedEventException(
                    TOO_LARGE, "value", "has " + value.length + " bytes", "send at most " + bytesMax);
        }
        try (JsonParser parser = FACTORY.createParser(value)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw empty();
            }
            if (first != JsonToken.START_OBJECT) {
                throw new RejectedEventException(NOT_AN_OBJECT, "value", "is no JSON object", "send {...}");
            }
            T read = reading.read(new JsonFields(parser, "", latestMillis));
            if (parser.nextToken() != null) {
                throw new RejectedEventException(
                        NOT_JSON, "value", "goes on after the object", "send one object a record");
            }
            return read;
        } catch (StreamConstraintsException e) {
            throw new RejectedEventException(TOO_COMPLEX, "value", problem(e), "send flatter and shorter JSON");
        } catch (IOException e) {
            throw new RejectedEventException(NOT_JSON, "value", problem(e), "send JSON in UTF-8");
        } catch (IllegalArgumentException e) {
            // The records check themselves too. Whatever only they find is a bad event all the same.
            throw new RejectedEventException(INVALID_VALUE, "value", "is invalid: " + e.getMessage(), "correct it");
        }
    }

    private static RejectedEventException empty() {
        return new RejectedEventException(EMPTY_VALUE, "value", "is empty", "send a JSON object");
    }

    private static String problem(IOException exception) {
        if (exception instanceof JsonProcessingException processing && processing.getLocation() != null) {
            String message = CleanText.clean(CleanText.cut(processing.getOriginalMessage(), 200));
            return "is broken at byte " + processing.getLocation().getByteOffset() + ": " + message;
        }
        return "cannot be read: " + CleanText.clean(CleanText.cut(String.valueOf(exception.getMessage()), 200));
    }
}
