package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.OUT_OF_RANGE;

import io.freshet.codec.RejectedEventException;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Impression;
import io.freshet.event.Limits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes newsroom events from keys and values of records. The rules for all input topics:
 *
 * <ul>
 *   <li>A value is one JSON object in UTF-8 of at most {@value #VALUE_BYTES_MAX} bytes; a byte order mark is skipped.
 *       The key is the plain UTF-8 text of the id or userId in the value. Other encodings of Unicode are rejected.
 *   <li>Types are strict: {@code "userId": 5} is rejected. A null counts as absent, and so do a blank optional text and
 *       a blank tag. Unknown fields are ignored. A known field that occurs twice is rejected.
 *   <li>Times are RFC 3339 with an offset, or integers of epoch milliseconds; see {@link EventClock}.
 *   <li>In titles, bodies and labels, control characters and lone surrogates become spaces; in identifiers they are
 *       rejected. A body over {@link Limits#BODY_CHARS_MAX} is cut; any other value over its limit is rejected.
 * </ul>
 *
 * <p>For any bytes, decoding takes linear time and throws nothing except {@link RejectedEventException}. Its message
 * names the format that a rejected value looks like ({@link ByteFormats}, {@link Envelopes}). Thread-safe.
 */
public final class EventDecoder {
    /**
     * Largest accepted size of a record value in bytes. The longest body with every character escaped needs less than a
     * third.
     */
    public static final int VALUE_BYTES_MAX = 4 * 1024 * 1024;

    private final EventClock clock;

    public EventDecoder(EventClock clock) {
        this.clock = clock;
    }

    /**
     * Decodes the key of a record of {@code articles}: the article's id. A record with a null value has nothing else
     * and withdraws the article.
     */
    public String articleId(byte @Nullable [] key) throws RejectedEventException {
        return Identifiers.key(key);
    }

    /** Decodes the key of a record of {@code erasures}: the reader's id. The value may be anything. */
    public String erasedUserId(byte @Nullable [] key) throws RejectedEventException {
        return Identifiers.key(key);
    }

    /**
     * Decodes an announced or corrected article. Rejects a null value, which withdraws an article; {@link #articleId}
     * decodes its key.
     */
    public Article article(byte @Nullable [] key, byte @Nullable [] value) throws RejectedEventException {
        Article article = read(value, EventDecoder::readArticle);
        Identifiers.checkKey(key, "id", article.id());
        return article;
    }

    public Click click(byte @Nullable [] key, byte @Nullable [] value) throws RejectedEventException {
        Click click = read(value, EventDecoder::readClick);
        Identifiers.checkKey(key, "userId", click.userId());
        return click;
    }

    public Impression impression(byte @Nullable [] key, byte @Nullable [] value) throws RejectedEventException {
        Impression impression = read(value, EventDecoder::readImpression);
        Identifiers.checkKey(key, "userId", impression.userId());
        return impression;
    }

    private <T> T read(byte @Nullable [] value, JsonFields.FieldReader<T> fields) throws RejectedEventException {
        return JsonValue.read(value, VALUE_BYTES_MAX, clock.latestMillis(), fields);
    }

    private static Article readArticle(JsonFields in) throws IOException, RejectedEventException {
        String id = null;
        String title = null;
        String body = null;
        String category = null;
        List<String> tags = null;
        String language = null;
        String source = null;
        String url = null;
        Long publishedAt = null;
        Long expiresAt = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "id" -> id = in.id();
                case "title" -> title = in.title();
                case "body" -> body = in.cutText(Limits.BODY_CHARS_MAX);
                case "category" -> category = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                case "tags" -> tags = in.labels(Limits.TAGS_MAX);
                case "language" -> language = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                case "source" -> source = in.optionalLabel(Limits.ID_CHARS_MAX);
                case "url" -> url = in.optionalId(Limits.URL_CHARS_MAX);
                case "publishedAt" -> publishedAt = in.time();
                case "expiresAt" -> expiresAt = in.futureTime();
                default -> in.skip();
            }
        }
        long published = in.required("publishedAt", publishedAt);
        if (expiresAt != null && expiresAt < published) {
            throw new RejectedEventException(
                    OUT_OF_RANGE,
                    "expiresAt",
                    "is " + Rfc3339.format(expiresAt) + ", before publishedAt " + Rfc3339.format(published),
                    "send a later time, or withdraw the article with a null value");
        }
        return Article.builder(in.required("id", id), in.required("title", title), published)
                .body(body == null ? "" : body)
                .category(category)
                .tags(tags == null ? List.of() : tags)
                .language(language)
                .source(source)
                .url(url)
                .expiresAtMillis(expiresAt == null ? Article.NEVER : expiresAt)
                .build();
    }

    private static Click readClick(JsonFields in) throws IOException, RejectedEventException {
        String userId = null;
        String articleId = null;
        Long at = null;
        String eventId = null;
        String sessionId = null;
        ClickKind kind = null;
        Double dwellSeconds = null;
        Map<String, String> segments = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "userId" -> userId = in.id();
                case "articleId" -> articleId = in.id();
                case "at" -> at = in.time();
                case "eventId" -> eventId = in.optionalId(Limits.ID_CHARS_MAX);
                case "sessionId" -> sessionId = in.optionalId(Limits.ID_CHARS_MAX);
                case "kind" -> kind = in.constant(ClickKind.class);
                case "dwellSeconds" -> dwellSeconds = in.number(0, Double.MAX_VALUE);
                case "segments" -> segments = in.labelsByName(Limits.SEGMENTS_MAX);
                default -> in.skip();
            }
        }
        return new Click(
                in.required("userId", userId),
                in.required("articleId", articleId),
                in.required("at", at),
                eventId,
                sessionId,
                kind == null ? ClickKind.CLICK : kind,
                dwellSeconds == null ? 0 : dwellSeconds,
                segments == null ? Map.of() : segments);
    }

    private static Impression readImpression(JsonFields in) throws IOException, RejectedEventException {
        String userId = null;
        List<String> articleIds = null;
        Long at = null;
        String recommendationId = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "userId" -> userId = in.id();
                case "articleIds" -> articleIds = in.ids(Limits.IMPRESSION_ARTICLES_MAX);
                case "at" -> at = in.time();
                case "recommendationId" -> recommendationId = in.optionalId(Limits.ID_CHARS_MAX);
                default -> in.skip();
            }
        }
        List<String> shownIds = in.notEmpty("articleIds", articleIds);
        return new Impression(in.required("userId", userId), shownIds, in.required("at", at), recommendationId);
    }
}
