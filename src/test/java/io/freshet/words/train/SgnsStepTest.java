package io.freshet.words.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SgnsStepTest {
    private static final int DIMENSION = 6;
    private static final int ROWS = 7;
    private static final int[] TARGETS = {0, 1, 3, 4, 5};
    private static final float[] TARGET_RATES = {.05f, .1f, 0, .02f, .1f};
    private static final int[] CONTEXTS = {1, 2, 6};
    private static final float[] CONTEXT_RATES = {.1f, .05f, 0};
    private static final double DIFFERENCE = 1e-3;

    private final SgnsStep step = new SgnsStep(DIMENSION, 4, 6);
    private final SgnsStep.Rows contexts = rows(CONTEXTS, CONTEXT_RATES);
    private final SgnsStep.Rows targets = rows(TARGETS, TARGET_RATES);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void skipGramStepFollowsTheNumericalGradientOfTheLossOfAllPairs(long seed) {
        Random random = new Random(seed);
        float[] input = gaussian(random);
        float[] output = gaussian(random);
        float[] labels = {1, 0, 0, seed % 2, 0};
        float[] inputAfter = input.clone();
        float[] outputAfter = output.clone();
        step.skipGram(inputAfter, contexts, outputAfter, targets, labels);
        Loss loss = () -> Arrays.stream(CONTEXTS)
                .mapToDouble(context -> loss(input, new int[] {context}, output, labels))
                .sum();
        assertMoved(input, inputAfter, CONTEXTS, CONTEXT_RATES, loss, 1);
        assertMoved(output, outputAfter, TARGETS, TARGET_RATES, loss, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void cbowStepMovesEveryContextWordByTheGradientOfTheirMean(long seed) {
        Random random = new Random(seed);
        float[] input = gaussian(random);
        float[] output = gaussian(random);
        float[] labels = {1, 0, 0, 0, 0};
        float[] inputAfter = input.clone();
        float[] outputAfter = output.clone();
        step.cbow(inputAfter, contexts, outputAfter, targets, labels);
        Loss loss = () -> loss(input, CONTEXTS, output, labels);
        // The slope along one of three context words is a third of the slope along their mean.
        assertMoved(input, inputAfter, CONTEXTS, CONTEXT_RATES, loss, 3);
        assertMoved(output, outputAfter, TARGETS, TARGET_RATES, loss, 1);
    }

    @Test
    void wordThatOccursTwiceInAWindowMovesTwice() {
        Random random = new Random(3);
        float[] input = gaussian(random);
        float[] output = gaussian(random);
        SgnsStep.Rows fixedTargets = rows(TARGETS, new float[TARGETS.length]);
        float[] labels = {1, 0, 0, 0, 0};
        float[] once = input.clone();
        step.skipGram(once, rows(new int[] {2}, new float[] {.1f}), output, fixedTargets, labels);
        float[] twice = input.clone();
        step.skipGram(twice, rows(new int[] {2, 2}, new float[] {.1f, .1f}), output, fixedTargets, labels);
        for (int index = 0; index < input.length; index++) {
            assertThat(twice[index] - input[index]).isCloseTo(2 * (once[index] - input[index]), within(1e-6f));
        }
    }

    @Test
    void lossIsTheAverageOfAPairSinceTheLastCall() {
        Random random = new Random(9);
        float[] input = gaussian(random);
        float[] output = gaussian(random);
        float[] labels = {1, 0, 0, 0, 0};
        double expected = 0;
        for (int context : CONTEXTS) {
            expected += loss(input, new int[] {context}, output, labels) / CONTEXTS.length;
        }
        step.skipGram(input, contexts, output, targets, labels);
        assertThat(step.takeLoss()).isCloseTo(expected, within(5e-3));
        assertThat(step.takeLoss()).isZero();
        assertThat(step.pairs()).isEqualTo(3);
    }

    @Test
    void sigmoidIsWithinItsErrorBoundAndSaturates() {
        for (float x = -10; x < 10; x += .0137f) {
            double bound = Math.abs(x) < 8 ? 5e-4 : Math.exp(-8);
            assertThat((double) SgnsStep.sigmoid(x)).isCloseTo(1 / (1 + Math.exp(-x)), within(bound));
        }
        assertThat(SgnsStep.sigmoid(Math.nextDown(8f))).isCloseTo(1, within(5e-4f));
        assertThat(SgnsStep.sigmoid(-8f)).isCloseTo(0, within(5e-4f));
        assertThat(SgnsStep.sigmoid(Float.MAX_VALUE)).isOne();
        assertThat(SgnsStep.sigmoid(-Float.MAX_VALUE)).isZero();
    }

    /** Loss as a function of the current array contents. */
    private interface Loss {
        double now();
    }

    /** Asserts that each row moved against the slope of the loss by its learning rate, and that other rows stayed. */
    private static void assertMoved(
            float[] before, float[] after, int[] rows, float[] rates, Loss loss, double slopeFactor) {
        for (int index = 0; index < before.length; index++) {
            double rate = 0;
            for (int row = 0; row < rows.length; row++) {
                rate += rows[row] == index / DIMENSION ? rates[row] : 0;
            }
            double expected = rate == 0 ? 0 : -rate * slopeFactor * slope(before, index, loss);
            assertThat((double) after[index] - before[index]).isCloseTo(expected, within(3e-4));
        }
    }

    private static double slope(float[] moved, int index, Loss loss) {
        float before = moved[index];
        moved[index] = (float) (before + DIFFERENCE);
        double above = loss.now();
        double span = moved[index];
        moved[index] = (float) (before - DIFFERENCE);
        double below = loss.now();
        span -= moved[index];
        moved[index] = before;
        return (above - below) / span;
    }

    /** {@code -ln s(v'v)} for labels 1 and {@code -ln s(-v'v)} for labels 0, v being the mean of the contexts. */
    private static double loss(float[] input, int[] contexts, float[] output, float[] labels) {
        double loss = 0;
        for (int target = 0; target < TARGETS.length; target++) {
            double product = 0;
            for (int index = 0; index < DIMENSION; index++) {
                double hidden = 0;
                for (int context : contexts) {
                    hidden += input[context * DIMENSION + index] / (double) contexts.length;
                }
                product += hidden * output[TARGETS[target] * DIMENSION + index];
            }
            loss += Math.log1p(Math.exp(labels[target] == 1 ? -product : product));
        }
        return loss;
    }

    private static SgnsStep.Rows rows(int[] numbers, float[] rates) {
        SgnsStep.Rows rows = new SgnsStep.Rows(numbers.length);
        for (int row = 0; row < numbers.length; row++) {
            rows.add(numbers[row] * DIMENSION, rates[row]);
        }
        return rows;
    }

    private static float[] gaussian(Random random) {
        float[] floats = new float[ROWS * DIMENSION];
        for (int index = 0; index < floats.length; index++) {
            floats[index] = (float) random.nextGaussian();
        }
        return floats;
    }
}
