package io.freshet.recommend.rank;

import io.freshet.vector.VectorKernels;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Neural network that scores rows of features: a linear part plus one hidden layer of rectified linear units over the
 * same inputs. Adam (Kingma and Ba 2015) trains the network on the softmax cross-entropy of the chosen row, one step
 * per choice. Scores use a moving average of the weights.
 *
 * <pre>
 * score(x) = w·x + sum over k of v_k max(0, b_k + x·W_k)
 * loss     = -ln(exp score(chosen) / sum over rows of exp score(row))
 * </pre>
 *
 * <p>All weights are stored in one array, w | W | b | v, with W row-major by feature, so that inner loops run over
 * units in contiguous memory and the JIT vectorises them. Mutable, for one thread.
 */
final class ScoringNetwork {
    private static final VectorKernels KERNELS = VectorKernels.best();
    /** Rate of the moving average of the weights, which spans about a thousand steps. */
    private static final float AVERAGE_RATE = .001f;

    private final int features;
    private final int units;
    private final int hiddenAt;
    private final int biasAt;
    private final int outAt;
    private final float[] weights;
    /**
     * Moving average of the weights, used for scores because it is less noisy than single steps (Polyak and Juditsky
     * 1992).
     */
    private final float[] averages;

    private final float[] gradient;
    private final float[] firstMoments;
    private final float[] secondMoments;
    private float[] activations = new float[0];
    private float[] hidden = new float[0];
    private int[] inputOffsets = new int[0];
    private int[] unitOffsets = new int[0];
    private float[] scores = new float[0];
    private float[] errors = new float[0];
    private double[] exponentials = new double[0];
    private long steps;

    ScoringNetwork(int features, int units, long seed) {
        this.features = features;
        this.units = units;
        hiddenAt = features;
        biasAt = hiddenAt + features * units;
        outAt = biasAt + units;
        weights = new float[outAt + units];
        averages = new float[weights.length];
        gradient = new float[weights.length];
        firstMoments = new float[weights.length];
        secondMoments = new float[weights.length];
        reset(seed);
    }

    /** Initialises the weights: linear part 0, hidden part random (He et al. 2015) with small output weights. */
    void reset(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Arrays.fill(weights, 0);
        for (int index = hiddenAt; index < biasAt; index++) {
            weights[index] = (float) (gaussian(random) * Math.sqrt(2.0 / features));
        }
        for (int index = outAt; index < weights.length; index++) {
            weights[index] = (float) (.1 * gaussian(random));
        }
        System.arraycopy(weights, 0, averages, 0, weights.length);
        Arrays.fill(firstMoments, 0);
        Arrays.fill(secondMoments, 0);
        steps = 0;
    }

    /**
     * Draws a standard normal number by the Box-Muller transform. The Gaussian sampling of SplittableRandom differs
     * between Java versions.
     */
    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    /**
     * Writes the scores of the first {@code rows} rows of {@code inputs} to {@code target}, computed with the averaged
     * weights.
     */
    void score(float[] inputs, int rows, float[] target) {
        score(averages, inputs, rows, target);
    }

    private void score(float[] weights, float[] inputs, int rows, float[] target) {
        reserve(rows);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(weights, biasAt, activations, row * units, units);
        }
        KERNELS.addProduct(inputs, 0, features, 1, weights, hiddenAt, features, activations, 0, rows, units);
        for (int index = 0; index < rows * units; index++) {
            activations[index] = Math.max(0, activations[index]);
        }
        KERNELS.dotMany(weights, 0, inputs, inputOffsets, rows, features, target, 0);
        KERNELS.dotMany(weights, outAt, activations, unitOffsets, rows, units, hidden, 0);
        for (int row = 0; row < rows; row++) {
            target[row] += hidden[row];
        }
    }

    private void reserve(int rows) {
        if (hidden.length < rows) {
            hidden = new float[rows * 2];
            activations = new float[hidden.length * units];
            inputOffsets = new int[hidden.length];
            unitOffsets = new int[hidden.length];
            for (int row = 0; row < hidden.length; row++) {
                inputOffsets[row] = row * features;
                unitOffsets[row] = row * units;
            }
        }
    }

    /**
     * Computes the loss, and its gradient for {@link #step}, for the choice of row {@code chosen} among the first
     * {@code rows} rows of inputs.
     *
     * @return the loss
     */
    float learn(float[] inputs, int rows, int chosen) {
        if (scores.length < rows) {
            scores = new float[rows * 2];
            errors = new float[rows * 2];
            exponentials = new double[rows * 2];
        }
        score(weights, inputs, rows, scores);
        float highest = Float.NEGATIVE_INFINITY;
        for (int row = 0; row < rows; row++) {
            highest = Math.max(highest, scores[row]);
        }
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            exponentials[row] = Math.exp(scores[row] - highest);
            sum += exponentials[row];
        }
        double loss = Math.log(sum) + highest - scores[chosen];
        for (int row = 0; row < rows; row++) {
            errors[row] = (float) (exponentials[row] / sum) - (row == chosen ? 1 : 0);
        }
        backpropagate(inputs, rows);
        return (float) loss;
    }

    private void backpropagate(float[] inputs, int rows) {
        Arrays.fill(gradient, 0);
        KERNELS.addProduct(errors, 0, 0, 1, inputs, 0, rows, gradient, 0, 1, features);
        KERNELS.addProduct(errors, 0, 0, 1, activations, 0, rows, gradient, outAt, 1, units);
        // The array of activations is reused for the errors of the hidden units.
        for (int row = 0; row < rows; row++) {
            int offset = row * units;
            KERNELS.backpropagateRelu(errors[row], weights, outAt, activations, offset, units);
            KERNELS.addScaled(1, activations, offset, gradient, biasAt, units);
        }
        KERNELS.addProduct(inputs, 0, 1, features, activations, 0, rows, gradient, hiddenAt, features, units);
    }

    /**
     * Updates the weights by one step of Adam with the gradient of the last {@link #learn}.
     *
     * @param linearRate learning rate of the linear part
     * @param hiddenRate learning rate of the hidden part
     * @param stepMultiplier number of steps that this step counts as, at least 1
     */
    void step(double linearRate, double hiddenRate, double stepMultiplier) {
        steps += Math.round(stepMultiplier);
        double firstCorrection = 1 - Math.pow(VectorKernels.ADAM_FIRST_DECAY, (double) steps);
        float secondCorrection = (float) (1 / (1 - Math.pow(VectorKernels.ADAM_SECOND_DECAY, (double) steps)));
        move(0, hiddenAt, (float) (linearRate / firstCorrection), secondCorrection);
        move(hiddenAt, weights.length, (float) (hiddenRate / firstCorrection), secondCorrection);
        updateAverages((float) stepMultiplier);
    }

    private void updateAverages(float stepMultiplier) {
        // At first averages over the last tenth of the steps, because the initial weights are random.
        float rate = Math.min(1, stepMultiplier * Math.max(AVERAGE_RATE, 10f / (steps + 9)));
        KERNELS.updateAverage(rate, weights, averages);
    }

    private void move(int from, int to, float rate, float secondCorrection) {
        KERNELS.adam(gradient, firstMoments, secondMoments, weights, from, to, rate, secondCorrection);
    }

    /** Number of training steps since the last {@link #reset}; a step with a multiplier counts as that many steps. */
    long steps() {
        return steps;
    }

    /** Current weights, not their moving average, in the order w, W, b, v of {@link ScoringNetwork}; not a copy. */
    float[] weights() {
        return weights;
    }

    /** Gradient of the loss of the last {@link #learn}, in the order of {@link #weights()}; not a copy. */
    float[] gradient() {
        return gradient;
    }

    /** Number of floats written by {@link #copyInto} for a network of this size. */
    static int stateSize(int features, int units) {
        return 1 + 4 * (features + features * units + 2 * units);
    }

    /**
     * Writes the state of the network to {@code state}: steps, weights, Adam's moments, averaged weights. Above 2^24,
     * steps are rounded, which has no effect on training.
     */
    void copyInto(float[] state, int offset) {
        state[offset] = steps;
        System.arraycopy(weights, 0, state, offset + 1, weights.length);
        System.arraycopy(firstMoments, 0, state, offset + 1 + weights.length, weights.length);
        System.arraycopy(secondMoments, 0, state, offset + 1 + 2 * weights.length, weights.length);
        System.arraycopy(averages, 0, state, offset + 1 + 3 * weights.length, weights.length);
    }

    /** Restores a state written by {@link #copyInto}. */
    void restore(float[] state, int offset) {
        steps = (long) state[offset];
        System.arraycopy(state, offset + 1, weights, 0, weights.length);
        System.arraycopy(state, offset + 1 + weights.length, firstMoments, 0, weights.length);
        System.arraycopy(state, offset + 1 + 2 * weights.length, secondMoments, 0, weights.length);
        System.arraycopy(state, offset + 1 + 3 * weights.length, averages, 0, weights.length);
    }
}
