package io.freshet.codec.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.freshet.codec.Examples;
import io.freshet.codec.Examples.Example;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.RejectionReason;
import io.freshet.event.Limits;
import io.freshet.event.Trending;
import io.freshet.recommend.item.ClickBuckets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractExamplesTest {
    private static final DateTimeFormatter CANONICAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final Set<String> TIME_FIELDS = Set.of("at", "publishedAt", "expiresAt", "generatedAt");

    static List<Example> examples() {
        return Examples.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleMatchesItsSchema(Example example) {
        assertThat(Examples.schemaErrors(example.topic(), example.bytes())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleDecodesAndEncodesToEqualJson(Example example) throws RejectedEventException {
        byte[] encoded = Examples.encode(Examples.decode(example.topic(), example.bytes()));

        assertThat(Examples.parse(encoded)).isEqualTo(canonical(example));
        assertThat(Examples.schemaErrors(example.topic(), encoded)).isEmpty();
        assertThat(Examples.decode(example.topic(), encoded))
                .isEqualTo(Examples.decode(example.topic(), example.bytes()));
    }

    @Test
    void answersHaveValuesInTheFormThatTheProgramProduces() {
        for (Example example : Examples.all()) {
            ObjectNode json = example.json();
            if (json.has("recommendationId")) {
                // 12 bytes in Base64; the id is a hash, so a reader's name in it would mislead.
                assertThat(json.get("recommendationId").asText())
                        .as("%s", example)
                        .matches("[A-Za-z0-9_-]{16}");
            }
            json.findValues("scope").stream()
                    .filter(scope -> !example.topic().equals("trending"))
                    .forEach(scope ->
                            assertThat(scope.asText()).as("%s", example).isEqualTo(Trending.ALL));
            assertThat(json.findValues("reasons")).as("%s", example).noneMatch(JsonNode::isEmpty);
            assertThat(json.findValues("similarity"))
                    .as("%s", example)
                    .allMatch(similarity -> similarity.asDouble() > 0);
            assertThat(json.path("trigger").asText()).as("%s", example).isNotEqualTo("refresh");
            if (example.topic().equals("trending")) {
                long end = Instant.parse(json.get("asOf").asText()).toEpochMilli() + 1;
                assertThat(end % ClickBuckets.BUCKET_MILLIS).as("%s", example).isZero();
            }
        }
    }

    @Test
    void everySchemaHasSeveralExamples() {
        var countByTopic =
                Examples.all().stream().collect(Collectors.groupingBy(Example::topic, Collectors.counting()));
        List<String> topics = Contract.load().topics().stream()
                .filter(topic -> topic.schema() != null)
                .map(TopicDeclaration::name)
                .toList();

        assertThat(countByTopic).containsOnlyKeys(topics);
        assertThat(countByTopic.values()).allMatch(count -> count >= 2);
    }

    @Test
    void everyFieldOfEverySchemaIsDescribed() {
        for (TopicDeclaration topic : Contract.load().topics()) {
            if (topic.schema() != null) {
                assertDescribed(Examples.schemaNode(topic.name()), topic.name());
            }
        }
    }

    /** A valid example with one mistake, and the reason for its rejection. */
    record Mistake(String claim, String topic, String example, Consumer<ObjectNode> edit, RejectionReason reason) {
        @Override
        public String toString() {
            return topic + ": " + claim;
        }
    }

    static Stream<Mistake> mistakes() {
        String tooLongId = "x".repeat(Limits.ID_CHARS_MAX + 1);
        String tooLongLabel = "x".repeat(Limits.LABEL_CHARS_MAX + 1);
        List<Mistake> mistakes = new ArrayList<>();
        mistakes.addAll(requiredFields("articles", "minimal", "id", "title", "publishedAt"));
        mistakes.addAll(requiredFields("clicks", "minimal", "userId", "articleId", "at"));
        mistakes.addAll(requiredFields("impressions", "minimal", "userId", "articleIds", "at"));
        mistakes.addAll(requiredFields(
                "recommendations", "full", "userId", "recommendationId", "generatedAt", "trigger", "items"));
        mistakes.addAll(requiredFields("trending", "all", "scope", "window", "generatedAt", "items"));
        mistakes.addAll(requiredFields("related", "full", "articleId", "generatedAt", "items"));
        mistakes.addAll(requiredFields(
                "article-profiles", "unknown", "articleId", "title", "language", "keywords", "publishedAt"));
        mistakes.addAll(List.of(
                put("articles", "id", text(" "), RejectionReason.BLANK),
                put("articles", "id", text("a\u0000b"), RejectionReason.INVALID_VALUE),
                put("articles", "id", text("a\u202eb"), RejectionReason.INVALID_VALUE),
                put("clicks", "userId", text("a\u2028b"), RejectionReason.INVALID_VALUE),
                put("articles", "id", text(tooLongId), RejectionReason.TOO_LONG),
                put("articles", "title", text("\t"), RejectionReason.BLANK),
                put("articles", "title", text("x".repeat(Limits.TITLE_CHARS_MAX + 1)), RejectionReason.TOO_LONG),
                put("articles", "body", number("7"), RejectionReason.WRONG_TYPE),
                put("articles", "category", text(tooLongLabel), RejectionReason.TOO_LONG),
                put("articles", "language", number("1"), RejectionReason.WRONG_TYPE),
                put("articles", "source", text(tooLongId), RejectionReason.TOO_LONG),
                put("articles", "url", text("x".repeat(Limits.URL_CHARS_MAX + 1)), RejectionReason.TOO_LONG),
                put("articles", "tags", text("one"), RejectionReason.WRONG_TYPE),
                put("articles", "tags", list(Limits.TAGS_MAX + 1), RejectionReason.TOO_LONG),
                put("articles", "tags", blanks(Limits.TAGS_MAX + 1), RejectionReason.TOO_LONG),
                put("articles", "publishedAt", text("yesterday"), RejectionReason.INVALID_TIME),
                put("articles", "publishedAt", text("2026-11-23T10:15:30"), RejectionReason.INVALID_TIME),
                put("articles", "publishedAt", text("2026-02-30T10:15:30Z"), RejectionReason.INVALID_TIME),
                put("articles", "publishedAt", number("1795428930"), RejectionReason.INVALID_TIME),
                put("articles", "publishedAt", number("-1"), RejectionReason.TIME_OUT_OF_RANGE),
                put("articles", "publishedAt", number("1e400"), RejectionReason.WRONG_TYPE),
                put("articles", "expiresAt", number("99999999999999999999"), RejectionReason.TIME_OUT_OF_RANGE),
                put("clicks", "userId", number("5"), RejectionReason.WRONG_TYPE),
                put("clicks", "articleId", list(1), RejectionReason.WRONG_TYPE),
                put("clicks", "at", text(""), RejectionReason.INVALID_TIME),
                put("clicks", "at", number("true"), RejectionReason.WRONG_TYPE),
                put("clicks", "eventId", text(tooLongId), RejectionReason.TOO_LONG),
                put("clicks", "sessionId", number("12"), RejectionReason.WRONG_TYPE),
                put("clicks", "kind", text("Click"), RejectionReason.INVALID_VALUE),
                put("clicks", "kind", text("view"), RejectionReason.INVALID_VALUE),
                put("clicks", "dwellSeconds", number("-0.5"), RejectionReason.OUT_OF_RANGE),
                put("clicks", "dwellSeconds", number("1e999"), RejectionReason.OUT_OF_RANGE),
                put("clicks", "dwellSeconds", text("12"), RejectionReason.WRONG_TYPE),
                put("clicks", "segments", list(1), RejectionReason.WRONG_TYPE),
                put("clicks", "segments", object("device", number("3")), RejectionReason.WRONG_TYPE),
                put("clicks", "segments", object("device", text(tooLongLabel)), RejectionReason.TOO_LONG),
                put("clicks", "segments", object(tooLongLabel, text("phone")), RejectionReason.TOO_LONG),
                put("clicks", "segments", manySegments(Limits.SEGMENTS_MAX + 1), RejectionReason.TOO_LONG),
                put("clicks", "segments", nullSegments(Limits.SEGMENTS_MAX + 1), RejectionReason.TOO_LONG),
                put("impressions", "articleIds", list(0), RejectionReason.BLANK),
                put("impressions", "articleIds", list(Limits.IMPRESSION_ARTICLES_MAX + 1), RejectionReason.TOO_LONG),
                put("impressions", "recommendationId", number("1"), RejectionReason.WRONG_TYPE),
                put("recommendations", "trigger", text("CLICK"), RejectionReason.INVALID_VALUE),
                put("recommendations", "items", list(1), RejectionReason.WRONG_TYPE),
                put("trending", "window", text("2h"), RejectionReason.INVALID_VALUE),
                put("related", "items", object("a", text("b")), RejectionReason.WRONG_TYPE),
                put("article-profiles", "category", text("sport"), RejectionReason.WRONG_TYPE),
                new Mistake(
                        "a reason of unknown type",
                        "recommendations",
                        "full",
                        json -> ((ObjectNode) json.at("/items/0/reasons/0")).put("type", "because"),
                        RejectionReason.INVALID_VALUE),
                new Mistake(
                        "a reason without its article",
                        "recommendations",
                        "full",
                        json -> ((ObjectNode) json.at("/items/0/reasons/0")).remove("articleId"),
                        RejectionReason.MISSING_FIELD),
                new Mistake(
                        "no clicks",
                        "trending",
                        "all",
                        json -> ((ObjectNode) json.at("/items/0")).put("clicks", 0),
                        RejectionReason.OUT_OF_RANGE),
                new Mistake(
                        "a similarity over 1",
                        "related",
                        "full",
                        json -> ((ObjectNode) json.at("/items/0")).put("similarity", 1.5),
                        RejectionReason.OUT_OF_RANGE),
                new Mistake(
                        "a confidence over 1",
                        "article-profiles",
                        "given",
                        json -> ((ObjectNode) json.at("/category")).put("confidence", 1.5),
                        RejectionReason.OUT_OF_RANGE)));
        return mistakes.stream();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void schemaAndDecoderRejectTheSameMistake(Mistake mistake) {
        ObjectNode json = Examples.named(mistake.topic(), mistake.example()).json();
        mistake.edit().accept(json);
        byte[] value = Examples.bytes(json);

        assertThat(Examples.schemaErrors(mistake.topic(), value)).isNotEmpty();
        RejectedEventException rejection =
                catchThrowableOfType(RejectedEventException.class, () -> Examples.decode(mistake.topic(), value));
        assertThat(rejection).isNotNull();
        assertThat(rejection.reason()).as(rejection.getMessage()).isEqualTo(mistake.reason());
        assertThat(rejection).hasMessageStartingWith(rejection.field()).hasMessageContaining("; ");
    }

    private static List<Mistake> requiredFields(String topic, String example, String... fields) {
        return Stream.of(fields)
                .map(field -> new Mistake(
                        field + " is missing",
                        topic,
                        example,
                        json -> json.remove(field),
                        RejectionReason.MISSING_FIELD))
                .toList();
    }

    private static Mistake put(String topic, String field, JsonNode value, RejectionReason reason) {
        String example = Examples.all().stream()
                .filter(candidate -> candidate.topic().equals(topic))
                .map(Example::name)
                .findFirst()
                .orElseThrow();
        String shown = value.toString();
        return new Mistake(
                field + " = " + shown.substring(0, Math.min(40, shown.length())),
                topic,
                example,
                json -> json.set(field, value),
                reason);
    }

    private static JsonNode text(String text) {
        return Examples.JSON.getNodeFactory().textNode(text);
    }

    private static JsonNode number(String literal) {
        // Raw, so that the literal reaches the bytes unchanged.
        return new POJONode(new RawValue(literal));
    }

    private static JsonNode list(int size) {
        ArrayNode list = Examples.JSON.createArrayNode();
        for (int index = 0; index < size; index++) {
            list.add("entry-" + index);
        }
        return list;
    }

    private static JsonNode object(String field, JsonNode value) {
        return Examples.JSON.createObjectNode().set(field, value);
    }

    private static JsonNode manySegments(int size) {
        ObjectNode segments = Examples.JSON.createObjectNode();
        for (int index = 0; index < size; index++) {
            segments.put("segment-" + index, "value");
        }
        return segments;
    }

    private static JsonNode nullSegments(int size) {
        ObjectNode segments = Examples.JSON.createObjectNode();
        for (int index = 0; index < size; index++) {
            segments.putNull("segment-" + index);
        }
        return segments;
    }

    private static JsonNode blanks(int size) {
        ArrayNode list = Examples.JSON.createArrayNode();
        for (int index = 0; index < size; index++) {
            list.add(" ");
        }
        return list;
    }

    /** The example as Freshet writes it, computed with the JDK's time parser as an independent oracle. */
    private static ObjectNode canonical(Example example) {
        ObjectNode json = example.json();
        Set<String> known =
                Set.copyOf(fieldNames(Examples.schemaNode(example.topic()).path("properties")));
        for (String field : fieldNames(json)) {
            JsonNode value = json.get(field);
            boolean isDefault = value.isNull()
                    || (value.isTextual() && value.asText().isBlank())
                    || (field.equals("kind") && value.asText().equals("click"))
                    || (field.equals("dwellSeconds") && value.asDouble() == 0);
            if (isDefault || !known.contains(field)) {
                json.remove(field);
            } else if (TIME_FIELDS.contains(field)) {
                json.put(field, canonicalTime(value));
            } else if (field.equals("tags")) {
                json.withArray("tags").removeIf(tag -> tag.asText().isBlank());
            }
        }
        return json;
    }

    private static String canonicalTime(JsonNode time) {
        OffsetDateTime parsed = time.isTextual()
                ? OffsetDateTime.parse(time.asText().toUpperCase(Locale.ROOT))
                : Instant.ofEpochMilli(time.asLong()).atOffset(ZoneOffset.UTC);
        return CANONICAL.format(parsed.withOffsetSameInstant(ZoneOffset.UTC));
    }

    private static List<String> fieldNames(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void assertDescribed(JsonNode schema, String path) {
        assertThat(schema.path("description").asText()).as(path).isNotBlank();
        JsonNode properties = schema.path("properties");
        fieldNames(properties).forEach(field -> assertDescribed(properties.get(field), path + "." + field));
        if (schema.has("items")) {
            JsonNode items = schema.get("items");
            if (items.has("oneOf")) {
                items.get("oneOf").forEach(choice -> assertDescribed(choice, path + "[]"));
            } else {
                assertDescribed(items, path + "[]");
            }
        }
    }
}
