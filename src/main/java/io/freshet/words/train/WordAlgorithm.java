package io.freshet.words.train;

/** Architecture of word2vec (Mikolov et al. 2013). */
public enum WordAlgorithm {
    /** Each word predicts each of its context words. Slower than CBOW, better for rare words and small corpora. */
    SKIP_GRAM,
    /** Continuous bag of words: the mean of the context words predicts the centre word. */
    CBOW
}
