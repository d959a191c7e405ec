package io.freshet.words;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Store of the words learned from the stream of articles, from which a new learner continues. Used only from the
 * learner's thread.
 */
public interface LearnedWordStore {

    /** The entry last put for this word; empty if there is none or it was removed. */
    Optional<LearnedWord> get(String word);

    /** Stores {@code word}; replaces an entry of the same word. */
    void put(LearnedWord word);

    /** Removes the word; does nothing if it is absent. */
    void remove(String word);

    /** Passes every stored word to {@code visitor}, in any order. {@code visitor} must not change the store. */
    void forEach(Consumer<LearnedWord> visitor);
}
