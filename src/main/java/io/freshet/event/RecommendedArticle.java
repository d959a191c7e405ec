package io.freshet.event;

import java.util.List;

/**
 * One line of a list.
 *
 * @param score higher is better; comparable within one list only
 * @param reasons strongest first, possibly empty
 */
public record RecommendedArticle(String articleId, double score, List<Reason> reasons) {

    public RecommendedArticle {
        Limits.id("articleId", articleId);
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score of " + articleId + " is " + score);
        }
        reasons = List.copyOf(reasons);
    }
}
