package io.freshet.words;

import io.freshet.vector.FloatVector;
import java.util.LinkedHashMap;
import java.util.Map;

/** Word vectors given by a test, with a fixed mean vector. */
public final class TableWordVectors implements WordVectors {
    private final Map<String, FloatVector> vectors = new LinkedHashMap<>();
    private final Map<String, Double> frequencies = new LinkedHashMap<>();
    private final float[] mean;

    public TableWordVectors(float... mean) {
        this.mean = mean.clone();
    }

    public TableWordVectors with(String word, double frequency, float... vector) {
        vectors.put(word, FloatVector.copyOf(vector));
        frequencies.put(word, frequency);
        return this;
    }

    @Override
    public int dimension() {
        return mean.length;
    }

    @Override
    public boolean copyVector(String word, float[] target) {
        FloatVector vector = vectors.get(word);
        if (vector == null) {
            return false;
        }
        vector.copyInto(target, 0);
        return true;
    }

    @Override
    public double frequency(String word) {
        return frequencies.getOrDefault(word, 0.0);
    }

    @Override
    public float[] meanVector() {
        return mean.clone();
    }
}
