package io.freshet.event;

import java.util.List;

/**
 * The articles nearest to one article, nearest first.
 *
 * @param generatedAtMillis when it was made, epoch milliseconds of the world's clock
 * @param asOfMillis event time up to which reads are known, epoch milliseconds
 */
public record Related(String articleId, long generatedAtMillis, long asOfMillis, List<Item> items) {

    public Related {
        Limits.id("articleId", articleId);
        items = List.copyOf(items);
    }

    /**
     * One neighbour.
     *
     * @param similarity from -1 to 1
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
