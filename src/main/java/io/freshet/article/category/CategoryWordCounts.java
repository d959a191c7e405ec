package io.freshet.article.category;

import java.util.Optional;

/** Looks up how many articles of each category use a word. */
public interface CategoryWordCounts {
    /** Knows no word. */
    CategoryWordCounts NONE = word -> Optional.empty();

    /** The counts of a word, empty if no article used it. */
    Optional<CategoryWord> get(String word);
}
