package io.freshet.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The articles shown to a reader at one time.
 *
 * @param userId the reader
 * @param articleIds the articles in the order shown, 1 to {@link Limits#IMPRESSION_ARTICLES_MAX}
 * @param atMillis event time, epoch milliseconds
 * @param recommendationId the list of Freshet that was shown; null for any other list
 */
public record Impression(
        String userId,
        List<String> articleIds,
        long atMillis,
        @Nullable String recommendationId) {

    public Impression {
        Limits.id("userId", userId);
        articleIds = List.copyOf(articleIds);
        if (articleIds.isEmpty()) {
            throw new IllegalArgumentException("articleIds is empty");
        }
        Limits.size("articleIds", articleIds, Limits.IMPRESSION_ARTICLES_MAX);
        articleIds.forEach(articleId -> Limits.id("articleIds", articleId));
        if (recommendationId != null) {
            Limits.id("recommendationId", recommendationId);
        }
    }
}
