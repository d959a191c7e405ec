package io.freshet.evaluate.baseline;

import io.freshet.words.WordVectors;
import java.util.Random;

/** Word vectors for all words: a random direction seeded by the word. */
public final class AnyWord implements WordVectors {

    @Override
    public int dimension() {
        return 8;
    }

    @Override
    public boolean copyVector(String word, float[] target) {
        Random random = new Random(word.hashCode());
        for (int index = 0; index < dimension(); index++) {
            target[index] = (float) random.nextGaussian();
        }
        return true;
    }

    @Override
    public double frequency(String word) {
        return 1e-4;
    }

    @Override
    public float[] meanVector() {
        return new float[dimension()];
    }
}
