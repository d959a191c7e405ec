package io.freshet.topology;

import io.freshet.codec.EarlierWord;
import io.freshet.embedding.EarlierWordStore;
import io.freshet.embedding.LearnedWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** How words were at the last snapshot, in a state store of the one task that learns them. */
record EarlierWordTable(KeyValueStore<String, EarlierWord> store) implements EarlierWordStore {

    @Override
    public void put(String word, Optional<LearnedWord> before) {
        store.put(word, new EarlierWord(before));
    }

    @Override
    public void forEach(BiConsumer<String, Optional<LearnedWord>> visitor) {
        try (KeyValueIterator<String, EarlierWord> words = store.all()) {
            words.forEachRemaining(entry -> visitor.accept(entry.key, entry.value.before()));
        }
    }

    @Override
    public void clear() {
        List<String> words = new ArrayList<>();
        forEach((word, before) -> words.add(word));
        words.forEach(store::delete);
    }
}
