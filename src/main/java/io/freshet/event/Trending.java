package io.freshet.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of the most-read articles.
 *
 * @param category the category of the list; null for all articles
 * @param window length of the time window
 * @param generatedAtMillis wall-clock time of creation, epoch milliseconds
 * @param asOfMillis end of the window in event time, epoch milliseconds
 * @param items articles by descending clicks
 */
public record Trending(
        @Nullable String category, TrendingWindow window, long generatedAtMillis, long asOfMillis, List<Item> items) {

    /** Scope of a most-read list over all articles; begins the topic key of the list, as in {@code all/1h}. */
    public static final String ALL = "all";

    public Trending {
        if (category != null) {
            Limits.label("category", category);
        }
        items = List.copyOf(items);
    }

    /** Copy of this list with other articles. */
    public Trending withItems(List<Item> newItems) {
        return new Trending(category, window, generatedAtMillis, asOfMillis, newItems);
    }

    /**
     * Record key of this list: its category, if any, and its time window, as in {@code category:sport/24h} or
     * {@code all/1h}.
     */
    public String scope() {
        return scope(category, window);
    }

    /**
     * Returns the record key of the most-read list of a category, or of all articles if {@code category} is null, in a
     * time window.
     */
    public static String scope(@Nullable String category, TrendingWindow window) {
        return (category == null ? ALL : "category:" + category) + "/" + window.label();
    }

    /**
     * An article of a most-read list with its number of reads: clicks, likes and shares, but not hides.
     *
     * @param clicks number of reads within the window, at least 1
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
