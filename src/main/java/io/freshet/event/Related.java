package io.freshet.event;

import java.util.List;

/**
 * The articles related to an article, most similar first.
 *
 * @param generatedAtMillis wall-clock time of creation, epoch milliseconds
 * @param asOfMillis event time up to which reads are included, epoch milliseconds
 */
public record Related(String articleId, long generatedAtMillis, long asOfMillis, List<Item> items) {

    public Related {
        Limits.id("articleId", articleId);
        items = List.copyOf(items);
    }

    /**
     * A related article with its similarity to the article of the list.
     *
     * @param similarity cosine similarity, from -1 to 1
     */
    public record Item(String articleId, double similarity) {
        public Item {
            Limits.id("articleId", articleId);
            if (!(similarity >= -1.001 && similarity <= 1.001)) {
                throw new IllegalArgumentException("similarity of " + articleId + " is " + similarity);
            }
        }
    }
}
