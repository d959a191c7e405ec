package io.freshet.article.category;

import java.util.function.Consumer;

/** Store of the number of articles of each category that use a word. Written only by the learner's thread. */
public interface CategoryWordStore extends CategoryWordCounts {

    /** Stores the counts of a word; replaces earlier ones. */
    void put(CategoryWord word);

    /** Removes a word; does nothing if it is absent. */
    void remove(String word);

    /** Passes the counts of every word to {@code visitor}, which may change this store. */
    void forEach(Consumer<CategoryWord> visitor);
}
