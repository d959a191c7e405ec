package io.freshet.embedding;

import java.util.Optional;

/** Looks up in which categories a word is used. */
public interface CategoryWordCounts {
    /** Knows no word. */
    CategoryWordCounts NONE = word -> Optional.empty();

    /** The counts of a word, empty if no labelled article used it. */
    Optional<CategoryWord> get(String word);
}
