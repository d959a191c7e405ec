package io.freshet.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.codec.RejectedEventException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a missing field inside an envelope or under another spelling, to improve the message of a rejection. Reads the
 * value a second time, in linear time, and keeps a bounded number of names.
 */
final class Envelopes {
    /** Largest number of field names remembered of one object; further names are ignored. No envelope has as many. */
    private static final int NAMES_MAX = 1_000;

    private Envelopes() {}

    /**
     * Detects an envelope around the event, or another spelling of the missing field; empty if neither is found.
     *
     * @param parser positioned before the object
     * @param missing path of the required field; only fields of the outer object are searched
     * @throws IOException if the value is not JSON
     */
    static Optional<SuspectedFormat> detect(JsonParser parser, String missing) throws IOException {
        if (missing.indexOf('.') >= 0) {
            return Optional.empty();
        }
        Map<String, Set<String>> fields = fields(parser);
        if (fields.containsKey("specversion") && fields.containsKey("type") && fields.containsKey("source")) {
            return Optional.of(new SuspectedFormat(
                    "it is a CloudEvents envelope (specversion, type, source)",
                    "send the content of data as the value, as in CloudEvents' binary mode"));
        }
        if (fields.containsKey("schema") && fields.containsKey("payload")) {
            return Optional.of(
                    isChange(fields.getOrDefault("payload", Set.of()))
                            ? new SuspectedFormat(
                                    "it is a Debezium change event (payload with before, after, op) in Connect's"
                                            + " envelope (schema, payload)",
                                    "send the row alone: use the transform ExtractNewRecordState and"
                                            + " value.converter.schemas.enable=false")
                            : new SuspectedFormat(
                                    "it is the envelope of Kafka Connect's JsonConverter (schema, payload)",
                                    "send the payload alone: set value.converter.schemas.enable=false"));
        }
        if (isChange(fields.keySet())) {
            return Optional.of(new SuspectedFormat(
                    "it is a Debezium change event (before, after, op)",
                    "send the row alone: use the transform ExtractNewRecordState"));
        }
        return otherSpelling(fields.keySet(), missing).or(() -> wrapper(fields, missing));
    }

    private static boolean isChange(Set<String> names) {
        return names.contains("op") && (names.contains("before") || names.contains("after"));
    }

    private static Optional<SuspectedFormat> otherSpelling(Set<String> names, String missing) {
        return names.stream()
                .filter(name -> normalised(name).equals(normalised(missing)))
                .findFirst()
                .map(name -> new SuspectedFormat(
                        "it has " + RejectedEventException.shown(name),
                        "rename it to " + missing + ": field names are camelCase, as in the schema"));
    }

    private static Optional<SuspectedFormat> wrapper(Map<String, Set<String>> fields, String missing) {
        return fields.entrySet().stream()
                .filter(field -> field.getValue().stream()
                        .anyMatch(name -> normalised(name).equals(normalised(missing))))
                .findFirst()
                .map(field -> new SuspectedFormat(
                        "it is inside " + RejectedEventException.shown(field.getKey()),
                        "send the content of that field as the value, without an envelope"));
    }

    /**
     * Name in lower case without underscores and hyphens: {@code userid} for {@code user_id}, {@code UserId} and
     * {@code user-id}.
     */
    private static String normalised(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Maps each field name of the outer object to the field names inside the field's value; an empty set if the value
     * is no object.
     */
    private static Map<String, Set<String>> fields(JsonParser parser) throws IOException {
        Map<String, Set<String>> fields = new LinkedHashMap<>();
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Set<String> inside = parser.nextToken() == JsonToken.START_OBJECT ? names(parser) : Set.of();
            parser.skipChildren();
            if (fields.size() < NAMES_MAX) {
                fields.put(name, inside);
            }
        }
        return fields;
    }

    private static Set<String> names(JsonParser parser) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (names.size() < NAMES_MAX) {
                names.add(parser.currentName());
            }
            parser.nextToken();
            parser.skipChildren();
        }
        return names;
    }
}
