package io.freshet.words;

import io.freshet.words.online.WordLearner;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a {@link WordLearner} keeps the words it learned, so that they outlive it. Used from the learner's thread only.
 */
public interface LearnedWordStore {

    /** The entry last put for this word; empty if there was none or it was removed. */
    Optional<LearnedWord> get(String word);

    /** Keeps {@code word} in place of what was kept under its name. */
    void put(LearnedWord word);

    /** Forgets the word; nothing happens if it is not kept. */
    void remove(String word);

    /** Hands every kept word to {@code visitor}, in any order. {@code visitor} must not change the store. */
    void forEach(Consumer<LearnedWord> visitor);
}
