package io.freshet.recommend.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoringNetworkTest {
    private static final int FEATURES = 7;
    private static final int UNITS = 5;
    private static final int ROWS = 6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void gradientEqualsFiniteDifferences(long seed) {
        ScoringNetwork network = network(seed);
        float[] inputs = inputs(new Random(seed));
        network.learn(inputs, ROWS, 2);
        float[] gradient = network.gradient().clone();

        assertThat(gradient).hasSize(FEATURES + FEATURES * UNITS + 2 * UNITS);
        for (int index = 0; index < gradient.length; index++) {
            double difference =
                    (lossWith(network, inputs, index, 1e-3f) - lossWith(network, inputs, index, -1e-3f)) / 2e-3;
            assertThat((double) gradient[index])
                    .as("weight %d, seed %d", index, seed)
                    .isCloseTo(difference, within(2e-5));
        }
    }

    /** Computes the loss in doubles and without the network's arithmetic, so that it is also an oracle for the loss. */
    private static double lossWith(ScoringNetwork network, float[] inputs, int changed, double change) {
        double[] weights = new double[network.weights().length];
        for (int index = 0; index < weights.length; index++) {
            weights[index] = network.weights()[index] + (index == changed ? change : 0);
        }
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            sum += Math.exp(score(weights, inputs, row));
        }
        return Math.log(sum) - score(weights, inputs, 2);
    }

    private static double score(double[] weights, float[] inputs, int row) {
        double score = 0;
        for (int feature = 0; feature < FEATURES; feature++) {
            score += weights[feature] * inputs[row * FEATURES + feature];
        }
        int biasAt = FEATURES + FEATURES * UNITS;
        for (int unit = 0; unit < UNITS; unit++) {
            double activation = weights[biasAt + unit];
            for (int feature = 0; feature < FEATURES; feature++) {
                activation += weights[FEATURES + feature * UNITS + unit] * inputs[row * FEATURES + feature];
            }
            score += weights[biasAt + UNITS + unit] * Math.max(0, activation);
        }
        return score;
    }

    @Test
    void scoresUseTheMovingAverageOfTheWeights() {
        ScoringNetwork network = network(7);
        float[] state = new float[ScoringNetwork.stateSize(FEATURES, UNITS)];
        network.copyInto(state, 0);
        int count = network.weights().length;
        float[] inputs = inputs(new Random(7));
        float[] scores = new float[ROWS];
        network.score(inputs, ROWS, scores);
        double[] weights = new double[count];
        Arrays.setAll(weights, index -> state[1 + 3 * count + index]);
        assertThat(weights[0]).isNotEqualTo(network.weights()[0]);
        for (int row = 0; row < ROWS; row++) {
            assertThat((double) scores[row]).isCloseTo(score(weights, inputs, row), within(1e-5));
        }
    }

    // Equality of the signs of two inputs is not linearly separable.
    @Test
    void learnsANonLinearFunction() {
        ScoringNetwork network = new ScoringNetwork(2, 32, 1);
        Random random = new Random(1);
        int right = 0;
        for (int step = 0; step < 6_000; step++) {
            float[] inputs = new float[ROWS * 2];
            for (int row = 0; row < ROWS; row++) {
                float sign = random.nextBoolean() ? 1 : -1;
                inputs[row * 2] = sign;
                inputs[row * 2 + 1] = row == 3 ? sign : -sign;
            }
            float[] scores = new float[ROWS];
            network.score(inputs, ROWS, scores);
            right += step >= 5_000 && isHighest(scores, 3) ? 1 : 0;
            network.learn(inputs, ROWS, 3);
            network.step(.003, .001, 1);
        }
        assertThat(right).isGreaterThan(950);
    }

    private static boolean isHighest(float[] scores, int row) {
        for (int other = 0; other < scores.length; other++) {
            if (other != row && scores[other] >= scores[row]) {
                return false;
            }
        }
        return true;
    }

    @Test
    void restoredNetworkContinuesIdentically() {
        ScoringNetwork network = network(3);
        float[] state = new float[ScoringNetwork.stateSize(FEATURES, UNITS)];
        network.copyInto(state, 0);
        ScoringNetwork restored = new ScoringNetwork(FEATURES, UNITS, 99);
        restored.restore(state, 0);
        float[] inputs = inputs(new Random(8));
        for (ScoringNetwork either : new ScoringNetwork[] {network, restored}) {
            either.learn(inputs, ROWS, 1);
            either.step(.003, .001, 1);
        }
        assertThat(restored.weights()).isEqualTo(network.weights());
        assertThat(restored.steps()).isEqualTo(network.steps());
    }

    private static ScoringNetwork network(long seed) {
        ScoringNetwork network = new ScoringNetwork(FEATURES, UNITS, seed);
        Random random = new Random(seed + 100);
        for (int step = 0; step < 20; step++) {
            network.learn(inputs(random), ROWS, random.nextInt(ROWS));
            network.step(.03, .01, 1);
        }
        return network;
    }

    private static float[] inputs(Random random) {
        float[] inputs = new float[ROWS * FEATURES];
        for (int index = 0; index < inputs.length; index++) {
            inputs[index] = random.nextInt(5) == 0 ? 0 : (float) random.nextGaussian();
        }
        return inputs;
    }
}
