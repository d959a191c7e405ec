package io.freshet.words;

/**
 * Current word vectors with word frequencies: a pre-trained model, or such a model overlaid by learned words. Safe to
 * read from any thread.
 */
public interface WordVectors {

    /** Number of components of each vector, at least 1. */
    int dimension();

    /**
     * Copies the vector of a word to the start of {@code target}; leaves {@code target} unchanged if the word is
     * unknown.
     *
     * @param word as the tokeniser writes it
     * @param target its first {@link #dimension()} components are overwritten if the word is known
     * @return whether the word is known
     */
    boolean copyVector(String word, float[] target);

    /**
     * Relative frequency of a word, 0 to 1; 0 if the word is unknown. A pre-trained model gives the frequency in its
     * corpus. With learned words, the frequency is that in the stream, smoothed by that in the corpus.
     */
    double frequency(String word);

    /**
     * A copy of the frequency-weighted mean of all vectors, {@code float[dimension]}; zeros if there are no vectors.
     */
    float[] meanVector();
}
