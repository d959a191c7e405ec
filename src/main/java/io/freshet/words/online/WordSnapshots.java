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
 * Store of the learned words with a snapshot to roll back to. Before a word's first change after a snapshot, its entry
 * is copied to the snapshot store (copy on write), so that taking a snapshot copies nothing. Owned by one thread.
 */
final class WordSnapshots implements LearnedWordStore {
    private final LearnedWordStore words;
    private final SnapshotWordStore snapshot;
    /** Words in the snapshot store: the words changed since the snapshot was taken. */
    private final Set<String> changed = new HashSet<>();

    /**
     * Creates a store that continues from stored words and their snapshot. If {@code snapshot} has no entries, the
     * snapshot equals the current words.
     */
    WordSnapshots(LearnedWordStore words, SnapshotWordStore snapshot) {
        this.words = words;
        this.snapshot = snapshot;
        snapshot.forEach((word, before) -> changed.add(word));
    }

    /** Takes a snapshot of the current words, which replaces the snapshot before. */
    void snapshot() {
        snapshot.clear();
        changed.clear();
    }

    /**
     * Restores the words of the last snapshot and removes the words learned since.
     *
     * @return the restored and the removed words, sorted by word
     */
    WordUpdates rollBack() {
        Map<String, Optional<LearnedWord>> before = new TreeMap<>();
        snapshot.forEach(before::put);
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
        copyBeforeChange(word.word());
        words.put(word);
    }

    @Override
    public void remove(String word) {
        copyBeforeChange(word);
        words.remove(word);
    }

    @Override
    public void forEach(Consumer<LearnedWord> visitor) {
        words.forEach(visitor);
    }

    private void copyBeforeChange(String word) {
        if (changed.add(word)) {
            snapshot.put(word, words.get(word));
        }
    }
}
