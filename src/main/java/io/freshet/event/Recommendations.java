package io.freshet.event;

import java.util.List;

/**
 * A list of recommended articles for a reader, best first.
 *
 * @param recommendationId identifier of this list, to which impressions can refer
 * @param generatedAtMillis wall-clock time of creation, epoch milliseconds
 * @param asOfMillis event time of the list, epoch milliseconds: time of the reader's latest click or of the latest
 *     event
 * @param trigger the event that caused the list
 * @param items the recommended articles, best first
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

    /** Copy of this list with other recommended articles. */
    public Recommendations withItems(List<RecommendedArticle> newItems) {
        return new Recommendations(userId, recommendationId, generatedAtMillis, asOfMillis, trigger, newItems);
    }

    /** Ids of the recommended articles, best first. */
    public List<String> articleIds() {
        return items.stream().map(RecommendedArticle::articleId).toList();
    }
}
