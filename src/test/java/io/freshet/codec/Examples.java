package io.freshet.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.json.AnswerDecoder;
import io.freshet.codec.json.AnswerEncoder;
import io.freshet.codec.json.EventClock;
import io.freshet.codec.json.EventDecoder;
import io.freshet.codec.json.EventEncoder;
import io.freshet.event.Article;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Access to the files of {@code topology/}; decodes and encodes the values of any topic by its name. */
public final class Examples {
    public static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DIRECTORY = Path.of("topology");
    private static final EventDecoder DECODER = new EventDecoder(EventClock.acceptingAll());
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final Map<String, Schema> SCHEMA_BY_TOPIC = new HashMap<>();

    private Examples() {}

    /** One file of {@code topology/examples/}. */
    public record Example(String topic, String name, byte[] bytes) {
        public ObjectNode json() {
            return parse(bytes);
        }

        @Override
        public String toString() {
            return topic + "." + name;
        }
    }

    public static List<Example> all() {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("examples"))) {
            return files.sorted().map(Examples::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Example named(String topic, String name) {
        return read(DIRECTORY.resolve("examples").resolve(topic + "." + name + ".json"));
    }

    public static List<Error> schemaErrors(String topic, byte[] value) {
        return SCHEMA_BY_TOPIC
                .computeIfAbsent(topic, Examples::schema)
                .validate(new String(value, StandardCharsets.UTF_8), InputFormat.JSON);
    }

    public static JsonNode schemaNode(String topic) {
        return parse(readBytes(DIRECTORY
                .resolve("schemas")
                .resolve(Objects.requireNonNull(Contract.load().topic(topic).schema()))));
    }

    public static Object decode(String topic, byte[] value) throws RejectedEventException {
        return switch (topic) {
            case "articles" -> DECODER.article(key(value, "id"), value);
            case "clicks" -> DECODER.click(key(value, "userId"), value);
            case "impressions" -> DECODER.impression(key(value, "userId"), value);
            case "recommendations", "shadow-recommendations" -> AnswerDecoder.recommendations(value);
            case "trending" -> AnswerDecoder.trending(value);
            case "related" -> AnswerDecoder.related(value);
            case "article-profiles" -> AnswerDecoder.articleProfile(value);
            default -> throw new IllegalArgumentException(topic);
        };
    }

    public static byte[] encode(Object event) {
        if (event instanceof Article article) {
            return EventEncoder.encode(article);
        } else if (event instanceof Click click) {
            return EventEncoder.encode(click);
        } else if (event instanceof Impression impression) {
            return EventEncoder.encode(impression);
        } else if (event instanceof Recommendations recommendations) {
            return AnswerEncoder.encode(recommendations);
        } else if (event instanceof Trending trending) {
            return AnswerEncoder.encode(trending);
        } else if (event instanceof Related related) {
            return AnswerEncoder.encode(related);
        } else if (event instanceof ArticleProfile profile) {
            return AnswerEncoder.encode(profile);
        }
        throw new IllegalArgumentException(event.toString());
    }

    public static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    public static ObjectNode parse(byte[] json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key that a correct sender uses; an arbitrary key if the value is broken. */
    private static byte[] key(byte[] value, String field) {
        try {
            return JSON.readTree(value).path(field).asText("key").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            return new byte[] {'k'};
        }
    }

    private static Schema schema(String topic) {
        return SCHEMAS.getSchema(schemaNode(topic));
    }

    private static Example read(Path file) {
        String[] parts = file.getFileName().toString().split("\\.");
        return new Example(parts[0], parts[1], readBytes(file));
    }

    private static byte[] readBytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
