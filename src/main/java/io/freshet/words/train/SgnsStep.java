package io.freshet.words.train;

import io.freshet.vector.VectorKernels;
import java.util.Arrays;

/**
 * Gradient step of word2vec for one window: updates the vectors of the context words and of the targets that they learn
 * to predict. Owned by one thread.
 *
 * <p>Symbols of Mikolov et al. 2013: v is the input vector of a context word, v' the output vector of a target. With
 * negative sampling (equation 4) the first target is the centre word with label 1, and the other targets are negative
 * samples with label 0. With hierarchical softmax (equation 3) the targets are the inner nodes on the path to the
 * centre word, and a label is the side to which the path turns. The objective is the sum of {@code log s(v' v)} over
 * targets with label 1 plus the sum of {@code log s(-v' v)} over targets with label 0, where s is the logistic
 * function.
 *
 * <p>Departures from the paper:
 * <ul>
 *   <li>All pairs of a skip-gram window share the targets, and all gradients are taken before any vector moves (Ji et
 *       al. 2016, pWord2Vec). The work is then three small matrix products: contexts by targets, errors by targets,
 *       errors by contexts.</li>
 *   <li>Each context and target has its own learning rate, so that old words can stay while new words move.</li>
 *   <li>s comes from a table over [-8, 8] with an error below .0005; outside this range s is 0 or 1.</li>
 *   <li>The loss is measured on every sixteenth step.</li>
 * </ul>
 */
public final class SgnsStep {
    private static final float LIMIT = 8;
    private static final int CELLS = 1 << 12;
    private static final float CELLS_PER_UNIT = CELLS / (2 * LIMIT);
    private static final float[] SIGMOID = new float[CELLS];
    /**
     * Table of the loss of a pair with label 1, {@code -ln s(x)}, for x from -8 to 8; s is the logistic function. The
     * loss of label 0 is -ln s(-x).
     */
    private static final float[] LOSS = new float[CELLS];

    private static final int LOSS_EVERY_STEPS = 16;
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
    /**
     * First the inner product of each context with each target, then its error {@code label - s(product)},
     * {@code float[contexts][targets]}. s is the logistic function.
     */
    private final float[] errors;
    /** Errors times the learning rate of their target, {@code float[targets][contextsMax]}. */
    private final float[] targetSteps;
    /** Gradients of the context vectors, {@code float[contextsMax][dimension]}. */
    private final float[] gradients;

    private final float[] hidden;
    private final float[] ones;
    private final int[] rowStarts;
    private double loss;
    private long pairsWithLoss;
    private long pairs;
    private long steps;

    /**
     * Creates a step and allocates its working memory.
     *
     * @param dimension number of floats of a row
     * @param contextsMax largest number of context words of a window
     * @param targetsMax largest number of targets of a centre word
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

    /**
     * Vectors that a step reads and updates, each given by its start in an array and its learning rate. Reused from
     * step to step.
     */
    public static final class Rows {
        private final int[] offsets;
        private final float[] rates;
        private int count;

        public Rows(int countMax) {
            offsets = new int[countMax];
            rates = new float[countMax];
        }

        public void clear() {
            count = 0;
        }

        /**
         * Adds the vector that starts at {@code offset} of its array, with the learning rate {@code rate}.
         *
         * @param rate with 0 a step only reads the vector
         */
        public void add(int offset, float rate) {
            offsets[count] = offset;
            rates[count++] = rate;
        }

        boolean isEmpty() {
            return count == 0;
        }
    }

    /**
     * Takes a skip-gram step, which updates {@code input} and {@code output}: every context word predicts every target.
     *
     * @param input array with the vectors of the context words
     * @param output array with the vectors of the targets
     * @param labels label of each target, 0 or 1
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
     * Takes a CBOW step, which updates {@code input} and {@code output}: the mean of the context words predicts every
     * target. Every context word moves by the whole gradient of the mean, as in the reference implementation.
     * Parameters as for {@link #skipGram}.
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

    /** Number of pairs of context and centre word (skip-gram) or of windows (CBOW) trained so far. */
    long pairs() {
        return pairs;
    }

    /** Returns the average loss of a pair or window since the last call, in nats; 0 if no loss was measured. */
    double takeLoss() {
        double average = pairsWithLoss == 0 ? 0 : loss / pairsWithLoss;
        loss = 0;
        pairsWithLoss = 0;
        return average;
    }

    /**
     * Replaces the inner products in the first {@code rows} rows of {@link #errors} by errors, and computes
     * {@link #targetSteps}.
     */
    private void toErrors(int rows, Rows targets, float[] labels) {
        int width = targets.count;
        if (steps++ % LOSS_EVERY_STEPS == 0) {
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
        // For x just below the limit, the sum rounds up to twice the limit, which would give a cell past the last.
        return Math.min(CELLS - 1, (int) ((x + LIMIT) * CELLS_PER_UNIT));
    }
}
