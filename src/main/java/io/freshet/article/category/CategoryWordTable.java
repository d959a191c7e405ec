package io.freshet.article.category;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** In-memory {@link CategoryWordStore}. Not thread-safe: the owner prevents reads during a write. */
public final class CategoryWordTable implements CategoryWordStore {
    private final Map<String, CategoryWord> words = new HashMap<>();

    @Override
    public Optional<CategoryWord> get(String word) {
        return Optional.ofNullable(words.get(word));
    }

    @Override
    public void put(CategoryWord word) {
        words.put(word.word(), word);
    }

    @Override
    public void remove(String word) {
        words.remove(word);
    }

    @Override
    public void forEach(Consumer<CategoryWord> visitor) {
        List.copyOf(words.values()).forEach(visitor);
    }
}
