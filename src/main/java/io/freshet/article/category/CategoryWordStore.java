package io.freshet.article.category;

import java.util.function.Consumer;

/** Store of the word counts of the one learner of categories. */
public interface CategoryWordStore extends CategoryWordCounts {

    void put(CategoryWord word);

    void remove(String word);

    /** Visits every word; the visitor may put and remove. */
    void forEach(Consumer<CategoryWord> visitor);
}
