package io.freshet.recommend.catalogue;

import io.freshet.recommend.item.ArticleDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The newest slots of the catalogue, of all articles that were announced and of those of each category. */
public final class NewestArticles {
    /** Categories whose newest are kept apart. */
    static final int CATEGORIES_MAX = 1_000;

    private final int needed;
    private final TopSlots all;
    private final Map<String, TopSlots> byCategory = new HashMap<>();

    /** For lists that ask for at most {@code needed} articles. */
    NewestArticles(int needed) {
        this.needed = needed;
        this.all = new TopSlots(needed);
    }

    public TopSlots all() {
        return all;
    }

    /** Empty where no article of the category is held. */
    public Optional<TopSlots> of(String category) {
        return Optional.ofNullable(byCategory.get(category));
    }

    /** Takes note of an announced article; one that was described otherwise before must have been removed. */
    void add(int slot, ArticleDescription description) {
        all.set(slot, (double) description.publishedAtMillis());
        String category = description.categoryName();
        if (category != null && (byCategory.size() < CATEGORIES_MAX || byCategory.containsKey(category))) {
            byCategory.computeIfAbsent(category, name -> new TopSlots(needed)).set(slot, (double)
                    description.publishedAtMillis());
        }
    }

    /**
     * Takes out an article that leaves or is described otherwise from now on.
     *
     * @param description as it was
     * @param descriptionOf what every slot below {@code slotBound} holds from now on, null for nothing that was announced
     */
    void remove(
            int slot,
            ArticleDescription description,
            int slotBound,
            IntFunction<@Nullable ArticleDescription> descriptionOf) {
        all.remove(slot);
        if (all.wantsRefill()) {
            all.refill(slotBound, other -> key(descriptionOf.apply(other), null));
        }
        String category = description.categoryName();
        TopSlots ofCategory = category == null ? null : byCategory.get(category);
        if (category == null || ofCategory == null) {
            return;
        }
        ofCategory.remove(slot);
        if (ofCategory.wantsRefill()) {
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
