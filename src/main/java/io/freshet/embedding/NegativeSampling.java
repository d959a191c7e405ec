package io.freshet.embedding;

import io.freshet.vector.VectorMath;
import java.util.Arrays;

/**
 * The training step of word2vec with negative sampling. Owned by one thread.
 *
 * <p>Symbols of Mikolov et al. 2013 (equation 4): v = an input vector, v' = an output vector; the target at 0 is the
 * word that was seen (label 1), the others are noise (label 0). The step goes along the gradient of {@code log s(v'0 v) +
 * sum log s(-v'k v)}, s being the logistic function. Departures: each target and the input have learning rates of their
 * own, so that old words can be held while new ones move; the gradient of v is that before the step, summed over all
 * targets, as in the reference implementation; s comes from a table over [-8, 8] with an error below .0005, and outside
 * it is 0 or 1.
 */
final class NegativeSampling {
    private static final float LIMIT = 8;
    private static final int CELLS = 1 << 12;
    private static final float CELLS_PER_UNIT = CELLS / (2 * LIMIT);
    private static final float[] SIGMOID = new float[CELLS];
    /** -ln s(x): the loss of label 1; that of label 0 is the same of -x. */
    private static final float[] LOSS = new float[CELLS];

    static {
        for (int cell = 0; cell < CELLS; cell++) {
            double x = (cell + .5) / CELLS_PER_UNIT - LIMIT;
            SIGMOID[cell] = (float) (1 / (1 + Math.exp(-x)));
            LOSS[cell] = (float) Math.log1p(Math.exp(-x));
        }
    }

    private final int dimension;
    private final float[] hidden;
    private final float[] gradient;
    private double loss;
    private long targetsSeen;
    private long steps;

    NegativeSampling(int dimension) {
        this.dimension = dimension;
        this.hidden = new float[dimension];
        this.gradient = new float[dimension];
    }

    /**
     * One pair: the input word predicts the target at 0.
     *
     * @param input holds the input vector at {@code inputOffset}, which moves by {@code inputRate}
     * @param output holds the target vectors at {@code targetOffsets}, which move by {@code targetRates}
     * @param targets how many there are
     */
    void skipGram(
            float[] input,
            int inputOffset,
            float inputRate,
            float[] output,
            int[] targetOffsets,
            float[] targetRates,
            int targets) {
        System.arraycopy(input, inputOffset, hidden, 0, dimension);
        descend(output, targetOffsets, targetRates, targets);
        VectorMath.addScaled(inputRate, gradient, 0, input, inputOffset, dimension);
    }

    /**
     * One window: the mean of the context words predicts the target at 0. Every context word moves by the whole gradient
     * of the mean, as in the reference implementation.
     */
    void cbow(
            float[] input,
            int[] contextOffsets,
            int contexts,
            float inputRate,
            float[] output,
            int[] targetOffsets,
            float[] targetRates,
            int targets) {
        Arrays.fill(hidden, 0);
        for (int context = 0; context < contexts; context++) {
            VectorMath.addScaled(1f / contexts, input, contextOffsets[context], hidden, 0, dimension);
        }
        descend(output, targetOffsets, targetRates, targets);
        for (int context = 0; context < contexts; context++) {
            VectorMath.addScaled(inputRate, gradient, 0, input, contextOffsets[context], dimension);
        }
    }

    /** Steps so far. */
    long steps() {
        return steps;
    }

    /** The average loss of a step since the last call, in nats; 0 if there was none. */
    double takeLoss() {
        double average = targetsSeen == 0 ? 0 : loss / targetsSeen;
        loss = 0;
        targetsSeen = 0;
        return average;
    }

    private void descend(float[] output, int[] targetOffsets, float[] targetRates, int targets) {
        float[] from = hidden;
        float[] into = gradient;
        Arrays.fill(into, 0);
        float stepLoss = 0;
        for (int target = 0; target < targets; target++) {
            int offset = targetOffsets[target];
            float product = VectorMath.dot(from, 0, output, offset, dimension);
            boolean seen = target == 0;
            stepLoss += loss(seen ? product : -product);
            float error = (seen ? 1 : 0) - sigmoid(product);
            VectorMath.addScaled(error, output, offset, into, 0, dimension);
            VectorMath.addScaled(error * targetRates[target], from, 0, output, offset, dimension);
        }
        loss += stepLoss;
        targetsSeen++;
        steps++;
    }

    static float sigmoid(float x) {
        if (x >= LIMIT) {
            return 1;
        }
        return x < -LIMIT ? 0 : SIGMOID[cell(x)];
    }

    private static float loss(float x) {
        if (x >= LIMIT) {
            return 0;
        }
        return x < -LIMIT ? -x : LOSS[cell(x)];
    }

    private static int cell(float x) {
        return (int) ((x + LIMIT) * CELLS_PER_UNIT);
    }
}
