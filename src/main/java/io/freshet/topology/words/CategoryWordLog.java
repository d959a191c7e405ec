package io.freshet.topology.words;

import io.freshet.article.category.CategoryWord;
import io.freshet.article.category.CategoryWordStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Store of the number of articles per category that use each word; remembers the words whose counts are still to be
 * published.
 */
final class CategoryWordLog implements CategoryWordStore {
    private final KeyValueStore<String, CategoryWord> store;
    private final Set<String> unpublished = new LinkedHashSet<>();

    CategoryWordLog(KeyValueStore<String, CategoryWord> store) {
        this.store = store;
    }

    @Override
    public Optional<CategoryWord> get(String word) {
        return Optional.ofNullable(store.get(word));
    }

    @Override
    public void put(CategoryWord word) {
        store.put(word.word(), word);
        unpublished.add(word.word());
    }

    @Override
    public void remove(String word) {
        store.delete(word);
        unpublished.add(word);
    }

    @Override
    public void forEach(Consumer<CategoryWord> visitor) {
        List<String> words = new ArrayList<>();
        try (KeyValueIterator<String, CategoryWord> all = store.all()) {
            all.forEachRemaining(entry -> words.add(entry.key));
        }
        words.forEach(word -> get(word).ifPresent(visitor));
    }

    /** Marks a word to be published although its counts did not change. */
    void publish(String word) {
        unpublished.add(word);
    }

    /**
     * Returns the words still to be published with their current counts, and clears their marks. A word no longer
     * counted has an empty value.
     */
    Map<String, Optional<CategoryWord>> takeUnpublished() {
        Map<String, Optional<CategoryWord>> taken = new LinkedHashMap<>();
        unpublished.forEach(word -> taken.put(word, get(word)));
        unpublished.clear();
        return taken;
    }
}
