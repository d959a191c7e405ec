package io.freshet.codec.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.freshet.codec.JsonNames;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Impression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Encodes newsroom events as JSON in UTF-8, the inverse of {@link EventDecoder}. Absent and default values are left
 * out; times are RFC 3339 in UTC with milliseconds. Equal events have equal bytes. Thread-safe.
 */
public final class EventEncoder {

    private EventEncoder() {}

    /** Writes the fields of one JSON object. */
    @FunctionalInterface
    interface FieldWriter {
        void write(JsonGenerator json) throws IOException;
    }

    public static byte[] encode(Article article) {
        return object(json -> {
            json.writeStringField("id", article.id());
            json.writeStringField("title", article.title());
            writeText(json, "body", article.body().isEmpty() ? null : article.body());
            writeText(json, "category", article.category());
            if (!article.tags().isEmpty()) {
                writeTexts(json, "tags", article.tags());
            }
            writeText(json, "language", article.language());
            writeText(json, "source", article.source());
            writeText(json, "url", article.url());
            writeTime(json, "publishedAt", article.publishedAtMillis());
            if (article.expiresAtMillis() != Article.NEVER) {
                writeTime(json, "expiresAt", article.expiresAtMillis());
            }
        });
    }

    public static byte[] encode(Click click) {
        return object(json -> {
            json.writeStringField("userId", click.userId());
            json.writeStringField("articleId", click.articleId());
            writeTime(json, "at", click.atMillis());
            writeText(json, "eventId", click.eventId());
            writeText(json, "sessionId", click.sessionId());
            if (click.kind() != ClickKind.CLICK) {
                json.writeStringField("kind", JsonNames.of(click.kind()));
            }
            if (click.dwellSeconds() != 0) {
                json.writeNumberField("dwellSeconds", click.dwellSeconds());
            }
            if (!click.segments().isEmpty()) {
                json.writeObjectFieldStart("segments");
                // Sorted, because the iteration order of Map.copyOf changes from run to run.
                for (var segment : new TreeMap<>(click.segments()).entrySet()) {
                    json.writeStringField(segment.getKey(), segment.getValue());
                }
                json.writeEndObject();
            }
        });
    }

    public static byte[] encode(Impression impression) {
        return object(json -> {
            json.writeStringField("userId", impression.userId());
            writeTexts(json, "articleIds", impression.articleIds());
            writeTime(json, "at", impression.atMillis());
            writeText(json, "recommendationId", impression.recommendationId());
        });
    }

    static byte[] object(FieldWriter fields) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
            try (JsonGenerator json = JsonValue.FACTORY.createGenerator(bytes)) {
                json.writeStartObject();
                fields.write(json);
                json.writeEndObject();
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("an object cannot be written as JSON", e);
        }
    }

    static void writeText(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    static void writeTexts(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    static void writeTime(JsonGenerator json, String field, long epochMillis) throws IOException {
        json.writeStringField(field, Rfc3339.format(epochMillis));
    }
}
