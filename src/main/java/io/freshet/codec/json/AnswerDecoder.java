package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.INVALID_VALUE;

import io.freshet.codec.RejectedEventException;
import io.freshet.event.ArticleProfile;
import io.freshet.event.CategoryTag;
import io.freshet.event.Keyword;
import io.freshet.event.Limits;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes Freshet's output from JSON: the inverse of {@link AnswerEncoder}, as strict as {@link EventDecoder}. For any
 * bytes, it throws nothing except {@link RejectedEventException}. Thread-safe.
 *
 * <p>Output of former versions has no {@code asOf}: its {@code generatedAt} was the event time.
 */
public final class AnswerDecoder {
    /** Largest number of entries accepted in any list; the lists that Freshet writes are far shorter. */
    static final int ENTRIES_MAX = 10_000;

    private AnswerDecoder() {}

    public static Recommendations recommendations(byte @Nullable [] value) throws RejectedEventException {
        return read(value, RecommendationsDecoder::read);
    }

    public static Trending trending(byte @Nullable [] value) throws RejectedEventException {
        return read(value, AnswerDecoder::readTrending);
    }

    public static Related related(byte @Nullable [] value) throws RejectedEventException {
        return read(value, AnswerDecoder::readRelated);
    }

    public static ArticleProfile articleProfile(byte @Nullable [] value) throws RejectedEventException {
        return read(value, AnswerDecoder::readArticleProfile);
    }

    private static <T> T read(byte @Nullable [] value, JsonFields.FieldReader<T> fields) throws RejectedEventException {
        return JsonValue.read(value, EventDecoder.VALUE_BYTES_MAX, JsonTime.MILLIS_MAX, fields);
    }

    /**
     * Event time as of which an output was computed: {@code asOf}, or {@code generatedAt} if {@code asOf} is null.
     * Former versions wrote no {@code asOf}. Rejects the output if both are null.
     */
    static long asOf(JsonFields in, @Nullable Long asOf, @Nullable Long generatedAt) throws RejectedEventException {
        return in.required("generatedAt", asOf == null ? generatedAt : asOf);
    }

    private static Trending readTrending(JsonFields in) throws IOException, RejectedEventException {
        String scope = null;
        String category = null;
        TrendingWindow window = null;
        Long generatedAt = null;
        Long asOf = null;
        List<Trending.Item> items = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "scope" -> scope = in.string();
                case "category" -> category = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                case "window" -> window = window(in);
                case "generatedAt" -> generatedAt = in.time();
                case "asOf" -> asOf = in.time();
                case "items" -> items = in.objects(ENTRIES_MAX, AnswerDecoder::readTrendingItem);
                default -> in.skip();
            }
        }
        Trending trending = new Trending(
                category,
                in.required("window", window),
                in.required("generatedAt", generatedAt),
                asOf(in, asOf, generatedAt),
                in.required("items", items));
        String sent = in.required("scope", scope);
        if (!trending.scope().equals(sent)) {
            throw new RejectedEventException(
                    INVALID_VALUE,
                    "scope",
                    "is " + RejectedEventException.shown(sent),
                    "send " + trending.scope() + " for this category and window");
        }
        return trending;
    }

    private static @Nullable TrendingWindow window(JsonFields in) throws IOException, RejectedEventException {
        String label = in.string();
        if (label == null) {
            return null;
        }
        for (TrendingWindow window : TrendingWindow.values()) {
            if (window.label().equals(label)) {
                return window;
            }
        }
        throw new RejectedEventException(
                INVALID_VALUE, "window", "is " + RejectedEventException.shown(label), "send one of 1h, 24h, 7d");
    }

    private static Trending.Item readTrendingItem(JsonFields in) throws IOException, RejectedEventException {
        String articleId = null;
        Long clicks = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "articleId" -> articleId = in.id();
                case "clicks" -> clicks = in.count();
                default -> in.skip();
            }
        }
        return new Trending.Item(in.required("articleId", articleId), in.required("clicks", clicks));
    }

    private static Related readRelated(JsonFields in) throws IOException, RejectedEventException {
        String articleId = null;
        Long generatedAt = null;
        Long asOf = null;
        List<Related.Item> items = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "articleId" -> articleId = in.id();
                case "generatedAt" -> generatedAt = in.time();
                case "asOf" -> asOf = in.time();
                case "items" -> items = in.objects(ENTRIES_MAX, AnswerDecoder::readRelatedItem);
                default -> in.skip();
            }
        }
        return new Related(
                in.required("articleId", articleId),
                in.required("generatedAt", generatedAt),
                asOf(in, asOf, generatedAt),
                in.required("items", items));
    }

    private static Related.Item readRelatedItem(JsonFields in) throws IOException, RejectedEventException {
        String articleId = null;
        Double similarity = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "articleId" -> articleId = in.id();
                case "similarity" -> similarity = in.number(-1.001, 1.001);
                default -> in.skip();
            }
        }
        return new Related.Item(in.required("articleId", articleId), in.required("similarity", similarity));
    }

    private static ArticleProfile readArticleProfile(JsonFields in) throws IOException, RejectedEventException {
        String articleId = null;
        String title = null;
        String language = null;
        CategoryTag category = null;
        List<Keyword> keywords = null;
        Long publishedAt = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "articleId" -> articleId = in.id();
                case "title" -> title = in.title();
                case "language" -> language = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                case "category" -> category = in.object(AnswerDecoder::readCategoryTag);
                case "keywords" -> keywords = in.objects(ENTRIES_MAX, AnswerDecoder::readKeyword);
                case "publishedAt" -> publishedAt = in.time();
                default -> in.skip();
            }
        }
        return new ArticleProfile(
                in.required("articleId", articleId),
                in.required("title", title),
                in.required("language", language),
                category,
                in.required("keywords", keywords),
                in.required("publishedAt", publishedAt));
    }

    private static CategoryTag readCategoryTag(JsonFields in) throws IOException, RejectedEventException {
        String name = null;
        Double confidence = null;
        Boolean given = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "name" -> name = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                case "confidence" -> confidence = in.number(0, 1);
                case "given" -> given = in.bool();
                default -> in.skip();
            }
        }
        return new CategoryTag(
                in.required("name", name), in.required("confidence", confidence), in.required("given", given));
    }

    private static Keyword readKeyword(JsonFields in) throws IOException, RejectedEventException {
        String text = null;
        Double weight = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "text" -> text = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                case "weight" -> weight = in.number(0, 1);
                default -> in.skip();
            }
        }
        return new Keyword(in.required("text", text), in.required("weight", weight));
    }
}
