package io.freshet.words.train;

import io.freshet.vector.VectorKernels;
import java.util.Arrays;

/**
 * The training step of word2vec: a window of context words against the targets of its centre word. Owned by one thread.
 *
 * <p>Symbols of Mikolov et al. 2013: v = the input vector of a context word, v' = the output vector of a target. With
 * negative sampling (equation 4) the first target is the centre word, whose label is 1, the others are noise, label 0;
 * with hierarchical softmax (equation 3) targets are the inner nodes on the way to the centre word and labels say on which
 * side it lies. The step goes along the gradient of {@code sum of log s(v' v)} over labels 1 {@code + sum of log s(-v' v)}
 * over labels 0, s being the logistic function.
 *
 * <p>Departures: all pairs of a skip-gram window share the targets and step together from where they were before it (Ji et
 * al. 2016, pWord2Vec), so that the work is three small matrix products: contexts by targets, errors by targets, errors by
 * contexts. Each context and target has a learning rate of its own, so that old words can be held while new ones move.
 * s comes from a table over [-8, 8] with an error below .0005, and outside it is 0 or 1. The loss is that of every
 * sixteenth step.
 */
public final class SgnsStep {
    private static final float LIMIT = 8;
    private static final int CELLS = 1 << 12;
    private static final float CELLS_PER_UNIT = CELLS / (2 * LIMIT);
    private static final float[] SIGMOID = new float[CELLS];
    /** -ln s(x): the loss of label 1; that of label 0 is the same of -x. */
    private static final float[] LOSS = new float[CELLS];

    private static final int LOSS_EVERY = 16;
    private static final VectorKernels KERNELS = VectorKernels.best();

    static {
        for (int cell = 0; cell < CELLS; cell++) {
            double x = (cell + .5) / CELLS_PER_UNIT - LIMIT;
            SIGMOID[cell] = (float) (1 / (1 + Math.exp(-x)));
            LOSS[cell] = (float) Math.log1p(Math.exp(-x));
        }
    }

    private final int dimension;
    private final int contextsMax;
    /** By context, then target: products, later errors. */
    private final float[] errors;
    /** The same, times the target's rate, one target after the other. */
    private final float[] targetSteps;
    /** A row for each context. */
    private final float[] gradients;

    private final float[] hidden;
    private final float[] ones;
    private final int[] rowStarts;
    private double loss;
    private long pairsWithLoss;
    private long pairs;
    private long calls;

    /**
     * A step for windows of at most so many words.
     *
     * @param dimension floats of a row
     */
    public SgnsStep(int dimension, int contextsMax, int targetsMax) {
        this.dimension = dimension;
        this.contextsMax = contextsMax;
        errors = new float[contextsMax * targetsMax];
        targetSteps = new float[contextsMax * targetsMax];
        gradients = new float[contextsMax * dimension];
        hidden = new float[dimension];
        ones = new float[contextsMax];
        rowStarts = new int[contextsMax];
        Arrays.fill(ones, 1);
        for (int context = 0; context < contextsMax; context++) {
            rowStarts[context] = context * dimension;
        }
    }

    /** Which rows of an array take part, with the rate at which each moves. Reused from step to step. */
    public static final class Rows {
        final int[] offsets;
        final float[] rates;
        int count;

        public Rows(int countMax) {
            offsets = new int[countMax];
            rates = new float[countMax];
        }

        public void clear() {
            count = 0;
        }

        public void add(int offset, float rate) {
            offsets[count] = offset;
            rates[count++] = rate;
        }
    }

    /**
     * Every context word predicts every target.
     *
     * @param input holds the context words' vectors
     * @param output holds the targets' vectors
     * @param labels of the targets, 0 or 1
     */
    public void skipGram(float[] input, Rows contexts, float[] output, Rows targets, float[] labels) {
        int width = targets.count;
        for (int context = 0; context < contexts.count; context++) {
            KERNELS.dotMany(
                    input,
                    contexts.offsets[context],
                    output,
                    targets.offsets,
                    width,
                    dimension,
                    errors,
                    context * width);
        }
        toErrors(contexts.count, targets, labels);
        Arrays.fill(gradients, 0, contexts.count * dimension, 0);
        for (int context = 0; context < contexts.count; context++) {
            KERNELS.addScaledMany(
                    errors, context * width, output, targets.offsets, width, gradients, rowStarts[context], dimension);
        }
        for (int target = 0; target < width; target++) {
            if (targets.rates[target] != 0) {
                KERNELS.addScaledMany(
                        targetSteps,
                        target * contextsMax,
                        input,
                        contexts.offsets,
                        contexts.count,
                        output,
                        targets.offsets[target],
                        dimension);
            }
        }
        for (int context = 0; context < contexts.count; context++) {
            KERNELS.addScaled(
                    contexts.rates[context],
                    gradients,
                    rowStarts[context],
                    input,
                    contexts.offsets[context],
                    dimension);
        }
        pairs += contexts.count;
    }

    /**
     * The mean of the context words predicts every target. Every context word moves by the whole gradient of the mean, as
     * in the reference implementation. Parameters as for {@link #skipGram}.
     */
    void cbow(float[] input, Rows contexts, float[] output, Rows targets, float[] labels) {
        Arrays.fill(hidden, 0);
        KERNELS.addScaledMany(ones, 0, input, contexts.offsets, contexts.count, hidden, 0, dimension);
        float share = 1f / contexts.count;
        for (int index = 0; index < dimension; index++) {
            hidden[index] *= share;
        }
        KERNELS.dotMany(hidden, 0, output, targets.offsets, targets.count, dimension, errors, 0);
        toErrors(1, targets, labels);
        Arrays.fill(gradients, 0, dimension, 0);
        KERNELS.addScaledMany(errors, 0, output, targets.offsets, targets.count, gradients, 0, dimension);
        for (int target = 0; target < targets.count; target++) {
            KERNELS.addScaled(targetSteps[target * contextsMax], hidden, 0, output, targets.offsets[target], dimension);
        }
        for (int context = 0; context < contexts.count; context++) {
            KERNELS.addScaled(contexts.rates[context], gradients, 0, input, contexts.offsets[context], dimension);
        }
        pairs++;
    }

    /** Pairs (skip-gram) or windows (CBOW) so far. */
    long pairs() {
        return pairs;
    }

    /** The average loss of a pair or window since the last call, in nats; 0 if there was none. */
    double takeLoss() {
        double average = pairsWithLoss == 0 ? 0 : loss / pairsWithLoss;
        loss = 0;
        pairsWithLoss = 0;
        return average;
    }

    /** Turns the products of the first rows into errors, label less s, and those into the steps of the targets. */
    private void toErrors(int rows, Rows targets, float[] labels) {
        int width = targets.count;
        if (calls++ % LOSS_EVERY == 0) {
            addLoss(rows, width, labels);
        }
        for (int row = 0; row < rows; row++) {
            for (int target = 0; target < width; target++) {
                float error = labels[target] - sigmoid(errors[row * width + target]);
                errors[row * width + target] = error;
                targetSteps[target * contextsMax + row] = error * targets.rates[target];
            }
        }
    }

    private void addLoss(int rows, int width, float[] labels) {
        for (int index = 0; index < rows * width; index++) {
            loss += loss(labels[index % width] == 1 ? errors[index] : -errors[index]);
        }
        pairsWithLoss += rows;
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
        // Just below the limit the sum rounds up to twice the limit, which is past the last cell.
        return Math.min(CELLS - 1, (int) ((x + LIMIT) * CELLS_PER_UNIT));
    }
}
