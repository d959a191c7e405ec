package io.freshet.topology.words;

import io.freshet.words.LearnedWord;
import io.freshet.words.LearnedWordStore;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Learned words in a state store. */
record LearnedWordTable(KeyValueStore<String, LearnedWord> store) implements LearnedWordStore {

    @Override
    public Optional<LearnedWord> get(String word) {
        return Optional.ofNullable(store.get(word));
    }

    @Override
    public void put(LearnedWord word) {
        store.put(word.word(), word);
    }

    @Override
    public void remove(String word) {
        store.delete(word);
    }

    @Override
    public void forEach(Consumer<LearnedWord> visitor) {
        try (KeyValueIterator<String, LearnedWord> words = store.all()) {
            words.forEachRemaining(entry -> visitor.accept(entry.value));
        }
    }
}
