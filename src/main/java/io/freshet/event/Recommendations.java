package io.freshet.event;

import java.util.List;

/**
 * The list of what one reader may want next, best first.
 *
 * @param recommendationId names this list, so that impressions can refer to it
 * @param generatedAtMillis when it was made, in epoch milliseconds of the event time it answers
 */
public record Recommendations(
        String userId,
        String recommendationId,
        long generatedAtMillis,
        Trigger trigger,
        List<RecommendedArticle> items) {

    public Recommendations {
        Limits.id("userId", userId);
        Limits.id("recommendationId", recommendationId);
        items = List.copyOf(items);
    }

    /** The ids of the articles, best first. */
    public List<String> articleIds() {
        return items.stream().map(RecommendedArticle::articleId).toList();
    }
}
