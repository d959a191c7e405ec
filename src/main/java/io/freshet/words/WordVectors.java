package io.freshet.words;

/**
 * The word vectors in force at this moment: a pre-trained model, or a model under the words learned since. Reading is
 * safe from any thread.
 */
public interface WordVectors {

    /** Components of every vector, at least 1. */
    int dimension();

    /**
     * Copies the vector of a word.
     *
     * @param word as the tokeniser writes it
     * @param target its first {@link #dimension()} components are overwritten if the word is known
     * @return whether the word is known
     */
    boolean copyVector(String word, float[] target);

    /** The share of running text that is this word, from 0 to 1; 0 if it is unknown. */
    double frequency(String word);

    /** A copy of the frequency-weighted mean of all vectors, {@code float[dimension]}. */
    float[] meanVector();
}
