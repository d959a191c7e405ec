package io.freshet.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A most-read list.
 *
 * @param category the category it covers, or null for all articles
 * @param generatedAtMillis when it was counted, epoch milliseconds of the world's clock
 * @param asOfMillis event time at which its window ends, epoch milliseconds
 * @param items most read first
 */
public record Trending(
        @Nullable String category, TrendingWindow window, long generatedAtMillis, long asOfMillis, List<Item> items) {

    /** The name of the scope over all categories. */
    public static final String ALL = "all";

    public Trending {
        if (category != null) {
            Limits.label("category", category);
        }
        items = List.copyOf(items);
    }

    /** The same list with other lines. */
    public Trending withItems(List<Item> changed) {
        return new Trending(category, window, generatedAtMillis, asOfMillis, changed);
    }

    /** The key on the topic: {@code all/1h}, or {@code category:sport/24h}. */
    public String scope() {
        return scope(category, window);
    }

    /** The key on the topic of a category (null for all) and window. */
    public static String scope(@Nullable String category, TrendingWindow window) {
        return (category == null ? ALL : "category:" + category) + "/" + window.label();
    }

    /**
     * One line of a most-read list.
     *
     * @param clicks reads within the window, at least 1
     */
    public record Item(String articleId, long clicks) {
        public Item {
            Limits.id("articleId", articleId);
            if (clicks < 1) {
                throw new IllegalArgumentException(
                        "clicks of " + articleId + " is " + clicks + ", expected at least 1");
            }
        }
    }
}
