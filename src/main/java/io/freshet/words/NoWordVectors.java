package io.freshet.words;

/**
 * The word vectors of an installation without a model: knows no word. Articles then have keywords but no vectors.
 *
 * @param dimension what {@link #dimension()} returns, at least 1
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
