package io.freshet.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegativeSamplingTest {
    private static final int DIMENSION = 6;
    private static final int[] TARGETS = {0, DIMENSION, 3 * DIMENSION};
    private static final int[] CONTEXTS = {DIMENSION, 2 * DIMENSION};
    private static final double DIFFERENCE = 1e-3;

    private final NegativeSampling step = new NegativeSampling(DIMENSION);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void skipGramStepsAlongTheGradientOfTheLossByFiniteDifferences(long seed) {
        Random random = new Random(seed);
        float[] input = gaussian(random, 4 * DIMENSION);
        float[] output = gaussian(random, 4 * DIMENSION);
        float[] inputAfter = input.clone();
        float[] outputAfter = output.clone();
        float inputRate = .1f;
        float[] targetRates = {.05f, .1f, 0};
        int[] one = {DIMENSION};
        step.skipGram(inputAfter, DIMENSION, inputRate, outputAfter, TARGETS, targetRates, 3);
        for (int index = 0; index < input.length; index++) {
            boolean moves = index / DIMENSION == 1;
            double expected = moves ? -inputRate * slope(input, output, one, input, index) : 0;
            assertThat((double) inputAfter[index] - input[index]).isCloseTo(expected, within(3e-4));
        }
        for (int target = 0; target < TARGETS.length; target++) {
            for (int index = TARGETS[target]; index < TARGETS[target] + DIMENSION; index++) {
                double expected = -targetRates[target] * slope(input, output, one, output, index);
                assertThat((double) outputAfter[index] - output[index]).isCloseTo(expected, within(3e-4));
            }
        }
        assertThat(Arrays.copyOfRange(outputAfter, 2 * DIMENSION, 3 * DIMENSION))
                .containsExactly(Arrays.copyOfRange(output, 2 * DIMENSION, 3 * DIMENSION));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void cbowMovesEveryContextWordByTheGradientOfTheirMean(long seed) {
        Random random = new Random(seed);
        float[] input = gaussian(random, 4 * DIMENSION);
        float[] output = gaussian(random, 4 * DIMENSION);
        float[] inputAfter = input.clone();
        float[] rates = {.1f, .1f, .1f};
        step.cbow(inputAfter, CONTEXTS, 2, .1f, output.clone(), TARGETS, rates, 3);
        for (int index = DIMENSION; index < 3 * DIMENSION; index++) {
            // The slope along one of two context words is half that along their mean.
            double expected = -.1 * 2 * slope(input, output, CONTEXTS, input, index);
            assertThat((double) inputAfter[index] - input[index]).isCloseTo(expected, within(3e-4));
        }
    }

    @Test
    void reportsTheLossOfTheStepsSinceTheLastReport() {
        Random random = new Random(9);
        float[] input = gaussian(random, 4 * DIMENSION);
        float[] output = gaussian(random, 4 * DIMENSION);
        double expected = loss(input, output, new int[] {0});
        step.skipGram(input, 0, .1f, output, TARGETS, new float[] {.1f, .1f, .1f}, 3);
        assertThat(step.takeLoss()).isCloseTo(expected, within(5e-3));
        assertThat(step.takeLoss()).isZero();
        assertThat(step.steps()).isOne();
    }

    @Test
    void sigmoidIsWithinItsErrorBoundAndSaturates() {
        for (float x = -10; x < 10; x += .0137f) {
            double bound = Math.abs(x) < 8 ? 5e-4 : Math.exp(-8);
            assertThat((double) NegativeSampling.sigmoid(x)).isCloseTo(1 / (1 + Math.exp(-x)), within(bound));
        }
        assertThat(NegativeSampling.sigmoid(Float.MAX_VALUE)).isOne();
        assertThat(NegativeSampling.sigmoid(-Float.MAX_VALUE)).isZero();
    }

    /** The slope of the exact loss along one float of {@code moved}, which is one of the other two arrays. */
    private static double slope(float[] input, float[] output, int[] contexts, float[] moved, int index) {
        float before = moved[index];
        moved[index] = (float) (before + DIFFERENCE);
        double above = loss(input, output, contexts);
        double span = moved[index];
        moved[index] = (float) (before - DIFFERENCE);
        double below = loss(input, output, contexts);
        span -= moved[index];
        moved[index] = before;
        return (above - below) / span;
    }

    /** {@code -ln s(v'0 v) - sum ln s(-v'k v)}, v being the mean of the contexts. */
    private static double loss(float[] input, float[] output, int[] contexts) {
        double loss = 0;
        for (int target = 0; target < TARGETS.length; target++) {
            double product = 0;
            for (int index = 0; index < DIMENSION; index++) {
                double hidden = 0;
                for (int context : contexts) {
                    hidden += input[context + index] / (double) contexts.length;
                }
                product += hidden * output[TARGETS[target] + index];
            }
            loss += Math.log1p(Math.exp(target == 0 ? -product : product));
        }
        return loss;
    }

    private static float[] gaussian(Random random, int length) {
        float[] floats = new float[length];
        for (int index = 0; index < length; index++) {
            floats[index] = (float) random.nextGaussian();
        }
        return floats;
    }
}
