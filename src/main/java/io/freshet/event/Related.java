package io.freshet.event;

import java.util.List;

/**
 * The articles nearest to one article, nearest first.
 *
 * @param generatedAtMillis when it was made, in epoch milliseconds of event time
 */
public record Related(String articleId, long generatedAtMillis, List<Item> items) {

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
