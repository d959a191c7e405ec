package io.freshet.words.online;

import io.freshet.vector.VectorMath;
import io.freshet.words.WordModel;
import java.util.Arrays;

/**
 * How far the space of a base model is still the same: the mean cosine of its 1,000 most frequent words to where they are
 * now. 1 is untouched and the value without a base model. Owned by one thread.
 */
final class DriftGauge {
    private static final int WORDS = 1_000;

    private final WordModel base;
    private final float[] cosines;
    private final float[] before;

    DriftGauge(WordModel base) {
        this.base = base;
        this.cosines = new float[Math.min(WORDS, base.vocabulary().size())];
        this.before = new float[base.dimension()];
        Arrays.fill(cosines, 1);
    }

    /** A word of the base model is now at {@code vector}. */
    void moved(int baseIndex, float[] vector, int offset) {
        if (baseIndex >= 0 && baseIndex < cosines.length) {
            base.copyInput(baseIndex, before, 0);
            float[] now = Arrays.copyOfRange(vector, offset, offset + before.length);
            cosines[baseIndex] = VectorMath.cosine(before, now);
        }
    }

    double value() {
        double sum = 0;
        for (float cosine : cosines) {
            sum += cosine;
        }
        return cosines.length == 0 ? 1 : sum / cosines.length;
    }
}
