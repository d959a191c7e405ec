package io.freshet.words.online;

import io.freshet.words.LearnedWord;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Where {@link WordSnapshots} keeps how words were at the last snapshot, as far as they have changed since. Used from the
 * learner's thread only.
 */
public interface SnapshotWordStore {

    /** Keeps how a word was; empty if it was not learned then. */
    void put(String word, Optional<LearnedWord> before);

    /** Hands everything that is kept to {@code visitor}, in any order. {@code visitor} must not change the store. */
    void forEach(BiConsumer<String, Optional<LearnedWord>> visitor);

    /** Forgets everything. */
    void clear();
}
