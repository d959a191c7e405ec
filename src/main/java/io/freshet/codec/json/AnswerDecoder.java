package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.BLANK;
import static io.freshet.codec.RejectionReason.INVALID_VALUE;

import io.freshet.codec.ReasonType;
import io.freshet.codec.RejectedEventException;
import io.freshet.event.ArticleProfile;
import io.freshet.event.CategoryTag;
import io.freshet.event.Keyword;
import io.freshet.event.Limits;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.event.Trigger;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Freshet answered, read back from JSON: the inverse of {@link AnswerEncoder}, as strict as {@link EventDecoder}.
 * Nothing but {@link RejectedEventException} is thrown, whatever the bytes. Safe from any thread.
 *
 * <p>Answers of former versions have no {@code asOf}: their {@code generatedAt} was the event time.
 */
public final class AnswerDecoder {
    /** Most entries of any list in an answer; ours are far shorter. */
    private static final int ITEMS_MAX = 10_000;

    private AnswerDecoder() {}

    public static Recommendations recommendations(byte @Nullable [] value) throws RejectedEventException {
        return read(value, AnswerDecoder::readRecommendations);
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

    private static <T> T read(byte @Nullable [] value, JsonFields.ObjectReading<T> reading)
            throws RejectedEventException {
        return JsonValue.read(value, EventDecoder.VALUE_BYTES_MAX, JsonTime.MILLIS_MAX, reading);
    }

    private static Recommendations readRecommendations(JsonFields in) throws IOException, RejectedEventException {
        String userId = null;
        String recommendationId = null;
        Long generatedAt = null;
        Long asOf = null;
        Trigger trigger = null;
        List<RecommendedArticle> items = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "userId" -> userId = in.id();
                case "recommendationId" -> recommendationId = in.id();
                case "generatedAt" -> generatedAt = in.time();
                case "asOf" -> asOf = in.time();
                case "trigger" -> trigger = in.constant(Trigger.class);
                case "items" -> items = in.objects(ITEMS_MAX, AnswerDecoder::readRecommendedArticle);
                default -> in.skip();
            }
        }
        return new Recommendations(
                in.required("userId", userId),
                in.required("recommendationId", recommendationId),
                in.required("generatedAt", generatedAt),
                in.required("generatedAt", asOf == null ? generatedAt : asOf),
                in.required("trigger", trigger),
                in.required("items", items));
    }

    private static RecommendedArticle readRecommendedArticle(JsonFields in) throws IOException, RejectedEventException {
        String articleId = null;
        Double score = null;
        List<Reason> reasons = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "articleId" -> articleId = in.id();
                case "score" -> score = in.number(-Double.MAX_VALUE, Double.MAX_VALUE);
                case "reasons" -> reasons = in.objects(ITEMS_MAX, AnswerDecoder::readReason);
                default -> in.skip();
            }
        }
        return new RecommendedArticle(
                in.required("articleId", articleId), in.required("score", score), in.required("reasons", reasons));
    }

    private static Reason readReason(JsonFields in) throws IOException, RejectedEventException {
        ReasonType type = null;
        String articleId = null;
        List<String> keywords = null;
        String scope = null;
        String category = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "type" -> type = in.constant(ReasonType.class);
                case "articleId" -> articleId = in.id();
                case "keywords" -> keywords = in.labels(ITEMS_MAX);
                case "scope" -> scope = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                case "category" -> category = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                default -> in.skip();
            }
        }
        return switch (in.required("type", type)) {
            case READERS_WENT_ON -> new Reason.ReadersWentOn(in.required("articleId", articleId));
            case RESEMBLES -> new Reason.Resembles(in.required("articleId", articleId));
            case SHARED_KEYWORDS -> new Reason.SharedKeywords(notEmpty(in, in.required("keywords", keywords)));
            case TRENDING -> new Reason.Trending(in.required("scope", scope));
            case NEW_IN_CATEGORY -> new Reason.NewInCategory(in.required("category", category));
            case EXPLORATION -> new Reason.Exploration();
        };
    }

    private static List<String> notEmpty(JsonFields in, List<String> keywords) throws RejectedEventException {
        if (keywords.isEmpty()) {
            throw new RejectedEventException(BLANK, in.at("keywords"), "is empty", "send at least one");
        }
        return keywords;
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
                case "items" -> items = in.objects(ITEMS_MAX, AnswerDecoder::readTrendingItem);
                default -> in.skip();
            }
        }
        Trending trending = new Trending(
                category,
                in.required("window", window),
                in.required("generatedAt", generatedAt),
                in.required("generatedAt", asOf == null ? generatedAt : asOf),
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
                case "items" -> items = in.objects(ITEMS_MAX, AnswerDecoder::readRelatedItem);
                default -> in.skip();
            }
        }
        return new Related(
                in.required("articleId", articleId),
                in.required("generatedAt", generatedAt),
                in.required("generatedAt", asOf == null ? generatedAt : asOf),
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
                case "keywords" -> keywords = in.objects(ITEMS_MAX, AnswerDecoder::readKeyword);
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
