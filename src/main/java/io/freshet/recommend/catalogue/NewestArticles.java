package io.freshet.recommend.catalogue;

import io.freshet.recommend.item.ArticleDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Sorted lists of the newest announced articles: one list of all articles, and one for each category. */
public final class NewestArticles {
    /**
     * Maximum number of categories with a list of their own; articles of other categories are only in the list of all
     * articles.
     */
    static final int CATEGORIES_MAX = 1_000;

    private final int sizeMax;
    private final TopSlots all;
    private final Map<String, TopSlots> byCategory = new HashMap<>();

    /**
     * Creates empty lists; callers may request up to {@code sizeMax} articles from each list.
     *
     * @param sizeMax maximum number of articles that a caller requests from one list
     */
    NewestArticles(int sizeMax) {
        this.sizeMax = sizeMax;
        this.all = new TopSlots(sizeMax);
    }

    public TopSlots all() {
        return all;
    }

    /**
     * Newest articles of a category, newest first; empty if the category has no list. A category has no list while it
     * has no articles, or if {@link #CATEGORIES_MAX} other categories had one when its articles were added.
     */
    public Optional<TopSlots> of(String category) {
        return Optional.ofNullable(byCategory.get(category));
    }

    /**
     * Adds an announced article to the list of all articles and to that of its category. An earlier description of the
     * article must have been removed first.
     */
    void add(int slot, ArticleDescription description) {
        all.set(slot, (double) description.publishedAtMillis());
        String category = description.categoryName();
        if (category != null && (byCategory.size() < CATEGORIES_MAX || byCategory.containsKey(category))) {
            byCategory.computeIfAbsent(category, name -> new TopSlots(sizeMax)).set(slot, (double)
                    description.publishedAtMillis());
        }
    }

    /**
     * Removes an article from the list of all articles and from the list of the category in its old description. Call
     * after the article was removed from the catalogue or got a new description.
     *
     * @param description the description to remove
     * @param descriptionOf current descriptions, for every slot below {@code slotBound}; null if unannounced
     */
    void remove(
            int slot,
            ArticleDescription description,
            int slotBound,
            IntFunction<@Nullable ArticleDescription> descriptionOf) {
        all.remove(slot);
        if (all.needsRefill()) {
            all.refill(slotBound, other -> key(descriptionOf.apply(other), null));
        }
        String category = description.categoryName();
        TopSlots ofCategory = category == null ? null : byCategory.get(category);
        if (category == null || ofCategory == null) {
            return;
        }
        ofCategory.remove(slot);
        if (ofCategory.needsRefill()) {
            ofCategory.refill(slotBound, other -> key(descriptionOf.apply(other), category));
        }
        if (ofCategory.size() == 0) {
            byCategory.remove(category);
        }
    }

    private static double key(@Nullable ArticleDescription description, @Nullable String category) {
        boolean listed = description != null && (category == null || category.equals(description.categoryName()));
        return listed && description != null ? (double) description.publishedAtMillis() : Double.NEGATIVE_INFINITY;
    }
}
