package io.freshet.embedding;

import java.util.function.Consumer;

/** Where the one learner of categories keeps its counts of words. */
public interface CategoryWordStore extends CategoryWordCounts {

    void put(CategoryWord word);

    void remove(String word);

    /** Visits every word; the visitor may put and remove. */
    void forEach(Consumer<CategoryWord> visitor);
}
