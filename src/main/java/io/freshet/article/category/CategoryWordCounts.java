package io.freshet.article.category;

import java.util.Optional;

/** Lookup of the document counts of words. */
public interface CategoryWordCounts {
    /** Counts that contain no word. */
    CategoryWordCounts NONE = word -> Optional.empty();

    /** The counts of a word; empty if no article uses it. */
    Optional<CategoryWord> get(String word);
}
