package io.freshet.event;

import java.util.List;

/**
 * An article of a recommendation list, with its score and the reasons for recommending it.
 *
 * @param score finite; higher is better; comparable only within one list
 * @param reasons reasons in descending strength; may be empty
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
