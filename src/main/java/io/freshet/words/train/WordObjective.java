package io.freshet.words.train;

/** The objective that word2vec maximises in place of the full softmax over all words (Mikolov et al. 2013). */
public enum WordObjective {
    /** A word is told from noise words: faster, better for frequent words. */
    NEGATIVE_SAMPLING,
    /** A word is found in a binary tree of all words: better for rare words. */
    HIERARCHICAL_SOFTMAX
}
