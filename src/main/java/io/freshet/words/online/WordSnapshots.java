package io.freshet.words.online;

import io.freshet.words.LearnedWord;
import io.freshet.words.LearnedWordStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Learned words that can go back to how they were at a snapshot: in front of their store it keeps, for each word that
 * changes for the first time since, how it was. A snapshot costs nothing for what does not change. Owned by one thread.
 */
final class WordSnapshots implements LearnedWordStore {
    private final LearnedWordStore words;
    private final SnapshotWordStore earlier;
    /** The words that {@code earlier} holds. */
    private final Set<String> changed = new HashSet<>();

    /** Goes on from what the stores hold; where they are empty, from the snapshot of no words. */
    WordSnapshots(LearnedWordStore words, SnapshotWordStore earlier) {
        this.words = words;
        this.earlier = earlier;
        earlier.forEach((word, before) -> changed.add(word));
    }

    /** Makes the words as they are now what {@link #rollBack()} goes back to. */
    void snapshot() {
        earlier.clear();
        changed.clear();
    }

    /**
     * Puts every word back to how it was at the last snapshot.
     *
     * @return what that changed, in order of the words
     */
    WordUpdates rollBack() {
        Map<String, Optional<LearnedWord>> before = new TreeMap<>();
        earlier.forEach(before::put);
        List<LearnedWord> restored = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        before.forEach((word, learned) -> learned.ifPresentOrElse(
                known -> {
                    words.put(known);
                    restored.add(known);
                },
                () -> {
                    words.remove(word);
                    removed.add(word);
                }));
        snapshot();
        return new WordUpdates(restored, List.of(), removed);
    }

    @Override
    public Optional<LearnedWord> get(String word) {
        return words.get(word);
    }

    @Override
    public void put(LearnedWord word) {
        remember(word.word());
        words.put(word);
    }

    @Override
    public void remove(String word) {
        remember(word);
        words.remove(word);
    }

    @Override
    public void forEach(Consumer<LearnedWord> visitor) {
        words.forEach(visitor);
    }

    private void remember(String word) {
        if (changed.add(word)) {
            earlier.put(word, words.get(word));
        }
    }
}
