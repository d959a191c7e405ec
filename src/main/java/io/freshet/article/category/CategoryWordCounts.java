package io.freshet.article.category;

import java.util.Optional;

/** Lookup of the number of articles of each category that use a word. */
public interface CategoryWordCounts {
    /** Lookup that finds no word. */
    CategoryWordCounts NONE = word -> Optional.empty();

    /** The counts of a word; empty if no article uses it. */
    Optional<CategoryWord> get(String word);
}
