package io.freshet.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The articles one reader was shown at one moment.
 *
 * @param userId the reader
 * @param articleIds what was shown, in order, 1 to {@link Limits#IMPRESSION_ARTICLES_MAX}
 * @param atMillis when, in epoch milliseconds
 * @param recommendationId the list that was shown, if it was one of ours
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
