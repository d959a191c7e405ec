package io.freshet.words.online;

import io.freshet.vector.VectorMath;
import io.freshet.words.WordModel;
import java.util.Arrays;

/**
 * Measures how far training has moved the vector space from the base model. The measure is the mean cosine between the
 * base and the current vectors of the base model's 1,000 most frequent words; 1 means no drift, or no base model. Owned
 * by one thread.
 */
final class BaseSimilarityGauge {
    private static final int WORDS = 1_000;

    private final WordModel base;
    private final float[] cosines;
    private final float[] baseVector;

    BaseSimilarityGauge(WordModel base) {
        this.base = base;
        this.cosines = new float[Math.min(WORDS, base.vocabulary().size())];
        this.baseVector = new float[base.dimension()];
        Arrays.fill(cosines, 1);
    }

    /**
     * Records the current vector of a word of the base model; ignores words that are not among the 1,000 most frequent.
     *
     * @param baseIndex index in the base model; -1 for a word that the base model does not have
     * @param vectors array that holds the vector from {@code offset} on
     */
    void update(int baseIndex, float[] vectors, int offset) {
        if (baseIndex >= 0 && baseIndex < cosines.length) {
            base.copyInput(baseIndex, baseVector, 0);
            float[] current = Arrays.copyOfRange(vectors, offset, offset + baseVector.length);
            cosines[baseIndex] = VectorMath.cosine(baseVector, current);
        }
    }

    /**
     * Mean cosine between the base and the current vectors of the 1,000 most frequent words, -1 to 1; 1 without drift.
     */
    double value() {
        double sum = 0;
        for (float cosine : cosines) {
            sum += cosine;
        }
        return cosines.length == 0 ? 1 : sum / cosines.length;
    }
}
