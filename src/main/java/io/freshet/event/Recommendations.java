package io.freshet.event;

import java.util.List;

/**
 * The list of what one reader may want next, best first.
 *
 * @param recommendationId names this list, so that impressions can refer to it
 * @param generatedAtMillis when it was made, epoch milliseconds of the world's clock
 * @param asOfMillis event time it answers, epoch milliseconds: that of the reader's latest click, or of the latest event
 */
public record Recommendations(
        String userId,
        String recommendationId,
        long generatedAtMillis,
        long asOfMillis,
        Trigger trigger,
        List<RecommendedArticle> items) {

    public Recommendations {
        Limits.id("userId", userId);
        Limits.id("recommendationId", recommendationId);
        items = List.copyOf(items);
    }

    /** The same list with other lines. */
    public Recommendations withItems(List<RecommendedArticle> changed) {
        return new Recommendations(userId, recommendationId, generatedAtMillis, asOfMillis, trigger, changed);
    }

    /** The ids of the articles, best first. */
    public List<String> articleIds() {
        return items.stream().map(RecommendedArticle::articleId).toList();
    }
}
