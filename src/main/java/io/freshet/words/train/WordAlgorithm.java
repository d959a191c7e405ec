package io.freshet.words.train;

/** Which of the two networks of word2vec is trained (Mikolov et al. 2013). */
public enum WordAlgorithm {
    /** Each word predicts each of its neighbours: slower, better for rare words and small corpora. */
    SKIP_GRAM,
    /** The mean of the neighbours predicts the word. */
    CBOW
}
