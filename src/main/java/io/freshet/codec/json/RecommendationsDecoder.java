package io.freshet.codec.json;

import io.freshet.codec.ReasonType;
import io.freshet.codec.RejectedEventException;
import io.freshet.event.Limits;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trigger;
import java.io.IOException;
import java.util.List;

/** The part of {@link AnswerDecoder} that reads lists of recommendations with their reasons. */
final class RecommendationsDecoder {

    private RecommendationsDecoder() {}

    /** Reads the fields of one list of recommendations. */
    static Recommendations read(JsonFields in) throws IOException, RejectedEventException {
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
                case "items" -> items = in.objects(AnswerDecoder.ENTRIES_MAX, RecommendationsDecoder::readItem);
                default -> in.skip();
            }
        }
        return new Recommendations(
                in.required("userId", userId),
                in.required("recommendationId", recommendationId),
                in.required("generatedAt", generatedAt),
                AnswerDecoder.asOf(in, asOf, generatedAt),
                in.required("trigger", trigger),
                in.required("items", items));
    }

    private static RecommendedArticle readItem(JsonFields in) throws IOException, RejectedEventException {
        String articleId = null;
        Double score = null;
        List<Reason> reasons = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "articleId" -> articleId = in.id();
                case "score" -> score = in.number(-Double.MAX_VALUE, Double.MAX_VALUE);
                case "reasons" -> reasons = in.objects(AnswerDecoder.ENTRIES_MAX, RecommendationsDecoder::readReason);
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
                case "keywords" -> keywords = in.labels(AnswerDecoder.ENTRIES_MAX);
                case "scope" -> scope = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                case "category" -> category = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                default -> in.skip();
            }
        }
        return switch (in.required("type", type)) {
            case READERS_WENT_ON -> new Reason.ReadersWentOn(in.required("articleId", articleId));
            case RESEMBLES -> new Reason.Resembles(in.required("articleId", articleId));
            case SHARED_KEYWORDS -> new Reason.SharedKeywords(in.notEmpty("keywords", keywords));
            case TRENDING -> new Reason.Trending(in.required("scope", scope));
            case NEW_IN_CATEGORY -> new Reason.NewInCategory(in.required("category", category));
            case EXPLORATION -> new Reason.Exploration();
        };
    }
}
