package io.freshet.embedding;

import java.util.List;

/**
 * Learns words from the stream of articles: fine-tunes those of a base model and takes in new ones. Owned by one thread.
 */
public final class WordLearner {

    /**
     * Goes on from what the store holds.
     *
     * @throws IllegalArgumentException if the store's words have another dimension than the base model
     */
    public WordLearner(WordModel base, LearnedWordStore store, WordSettings settings) {}

    /**
     * Learns from one article. Words that changed or are new are put to the store before this returns.
     *
     * @param sentences of the article, as the tokeniser's words
     * @param nowMillis event time of the article
     * @param position of the article in its input, which seeds the random choices
     */
    public WordUpdates learn(List<List<String>> sentences, long nowMillis, long position) {
        return WordUpdates.NONE;
    }

    /** How many words beyond those of the base model are known. */
    public int learnedWords() {
        return 0;
    }

    /** Mean cosine of the most frequent words of the base model to where they are now; 1 without a base model. */
    public double drift() {
        return 1;
    }
}
