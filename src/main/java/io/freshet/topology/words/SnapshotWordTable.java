package io.freshet.topology.words;

import io.freshet.topology.message.SnapshotWord;
import io.freshet.words.LearnedWord;
import io.freshet.words.online.SnapshotWordStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Words changed since the last snapshot with their state at the snapshot, in a state store. */
record SnapshotWordTable(KeyValueStore<String, SnapshotWord> store) implements SnapshotWordStore {

    @Override
    public void put(String word, Optional<LearnedWord> before) {
        store.put(word, new SnapshotWord(before));
    }

    @Override
    public void forEach(BiConsumer<String, Optional<LearnedWord>> visitor) {
        try (KeyValueIterator<String, SnapshotWord> words = store.all()) {
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
