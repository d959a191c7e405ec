package io.freshet.words;

/**
 * Empty word vectors, for running without a model: articles then have keywords and no vectors.
 *
 * @param dimension at least 1
 */
public record NoWordVectors(int dimension) implements WordVectors {

    public NoWordVectors {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension is " + dimension + ", expected at least 1");
        }
    }

    @Override
    public boolean copyVector(String word, float[] target) {
        return false;
    }

    @Override
    public double frequency(String word) {
        return 0;
    }

    @Override
    public float[] meanVector() {
        return new float[dimension];
    }
}
