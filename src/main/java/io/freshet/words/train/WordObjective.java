package io.freshet.words.train;

/** Objective that word2vec maximises in place of the full softmax over all words (Mikolov et al. 2013). */
public enum WordObjective {
    /** Distinguishes the centre word from words drawn at random. Faster, better for frequent words. */
    NEGATIVE_SAMPLING,
    /** Predicts the path to the centre word in a binary tree of all words. Better for rare words. */
    HIERARCHICAL_SOFTMAX
}
