package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.BLANK;
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
 * Newsroom events from the bytes of their records. The whole contract for what comes in:
 *
 * <ul>
 *   <li>The value is one JSON object in UTF-8, a byte order mark before it is skipped, at most {@value
 *       #VALUE_BYTES_MAX} bytes. The key is the plain UTF-8 text of the id or userId in the value. Other encodings of
 *       Unicode are refused.
 *   <li>Types are strict: {@code "userId": 5} is refused. A null counts as absent, and so do a blank optional text and
 *       a blank tag. Unknown fields are ignored. A known field that stands twice is refused.
 *   <li>Times are RFC 3339 with an offset, or integers of epoch milliseconds; see {@link EventClock}.
 *   <li>In titles, bodies and labels, control characters and lone surrogates become spaces; in identifiers they are
 *       refused. A body over {@link Limits#BODY_CHARS_MAX} is cut; anything else over a limit is refused.
 * </ul>
 *
 * <p>Nothing but {@link RejectedEventException} is thrown, whatever the bytes, in time linear to their number. The message
 * names the format that a refused value looks like ({@link ByteFormats}, {@link Envelopes}). Safe from any thread.
 */
public final class EventDecoder {
    /** Most bytes of a value: a body of the greatest length, every character of it escaped, and as much again. */
    public static final int VALUE_BYTES_MAX = 4 * 1024 * 1024;

    private final EventClock clock;

    public EventDecoder(EventClock clock) {
        this.clock = clock;
    }

    /**
     * The id of the article that a record of {@code articles} is about. With a null value that is all there is: the
     * article is withdrawn.
     */
    public String articleId(byte @Nullable [] key) throws RejectedEventException {
        return Identifiers.key(key);
    }

    /** The reader whom a record of {@code erasures} is about; its value may be anything. */
    public String erasedUserId(byte @Nullable [] key) throws RejectedEventException {
        return Identifiers.key(key);
    }

    /** An announced or corrected article; a null value is refused, see {@link #articleId}. */
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

    private <T> T read(byte @Nullable [] value, JsonFields.ObjectReading<T> reading) throws RejectedEventException {
        return JsonValue.read(value, VALUE_BYTES_MAX, clock.latestMillis(), reading);
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
                    "send a later one, or withdraw the article with a null value");
        }
        return new Article(
                in.required("id", id),
                in.required("title", title),
                body == null ? "" : body,
                category,
                tags == null ? List.of() : tags,
                language,
                source,
                url,
                published,
                expiresAt == null ? Article.NEVER : expiresAt);
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
        List<String> shown = in.required("articleIds", articleIds);
        if (shown.isEmpty()) {
            throw new RejectedEventException(BLANK, "articleIds", "is empty", "send the articles that were shown");
        }
        return new Impression(in.required("userId", userId), shown, in.required("at", at), recommendationId);
    }
}
