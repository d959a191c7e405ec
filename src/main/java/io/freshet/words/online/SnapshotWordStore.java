package io.freshet.words.online;

import io.freshet.words.LearnedWord;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Store of the last snapshot of the learned words. Holds, for each word changed since the snapshot, the word's entry at
 * the snapshot. Used only from the learner's thread.
 */
public interface SnapshotWordStore {

    /** Stores a word's entry at the snapshot; {@code before} is empty if the word was not learned at that time. */
    void put(String word, Optional<LearnedWord> before);

    /** Passes every entry to {@code visitor}, in any order. {@code visitor} must not change the store. */
    void forEach(BiConsumer<String, Optional<LearnedWord>> visitor);

    /** Removes all entries. */
    void clear();
}
