package io.freshet.recommend.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * {@link ScoringNetwork} against the same network in deeplearning4j: same weights, same rows, same choices, so the same
 * scores, loss, gradients and steps within rounding.
 */
class ScoringNetworkOracleTest {
    private static final int FEATURES = 11;
    private static final int UNITS = 8;
    private static final int ROWS = 9;
    private static final double RATE = .001;

    /**
     * Where deeplearning4j keeps the weights that ours lays out as w | W | b | v. Its last layer takes in the row as well as
     * the hidden units, so that it holds both w and v.
     */
    private record Place(String layer, String parameter, int row, int column) {
        /** A bias has no rows. */
        static final int NONE = -1;

        int[] at() {
            return row == NONE ? new int[] {column} : new int[] {row, column};
        }

        static Place of(int index) {
            int hidden = index - FEATURES;
            int bias = hidden - FEATURES * UNITS;
            int out = bias - UNITS;
            if (hidden < 0) {
                return new Place("score", "W", UNITS + index, 0);
            }
            if (bias < 0) {
                return new Place("hidden", "W", hidden / UNITS, hidden % UNITS);
            }
            return out < 0 ? new Place("hidden", "b", NONE, bias) : new Place("score", "W", out, 0);
        }
    }

    private static ComputationGraph oracle(float[] weights) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .miniBatch(false)
                .updater(new Adam(RATE, .9, .999, 1e-8))
                .graphBuilder()
                .addInputs("row")
                .addLayer(
                        "hidden",
                        new DenseLayer.Builder()
                                .nIn(FEATURES)
                                .nOut(UNITS)
                                .activation(Activation.RELU)
                                .build(),
                        "row")
                .addVertex("both", new MergeVertex(), "hidden", "row")
                .addLayer(
                        "score",
                        new DenseLayer.Builder()
                                .nIn(UNITS + FEATURES)
                                .nOut(1)
                                .hasBias(false)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "both")
                .setOutputs("score")
                .build());
        graph.init();
        for (int index = 0; index < weights.length; index++) {
            Place place = Place.of(index);
            graph.getLayer(place.layer()).getParam(place.parameter()).putScalar(place.at(), weights[index]);
        }
        return graph;
    }

    private static INDArray scores(ComputationGraph graph, INDArray rows) {
        return graph.feedForward(new INDArray[] {rows}, true, false).get("score");
    }

    /** The gradient of the loss by the scores, {@code [ROWS, 1]}; deeplearning4j's softmax runs along a row, ours down the rows. */
    private static INDArray errors(INDArray scores, int chosen) {
        INDArray labels = Nd4j.zeros(1, ROWS);
        labels.putScalar(0, chosen, 1);
        return new LossMCXENT()
                .computeGradient(labels, scores.reshape(1, ROWS), new ActivationSoftmax(), null)
                .reshape(ROWS, 1);
    }

    private static double loss(INDArray scores, int chosen) {
        INDArray labels = Nd4j.zeros(1, ROWS);
        labels.putScalar(0, chosen, 1);
        return new LossMCXENT().computeScore(labels, scores.reshape(1, ROWS), new ActivationSoftmax(), null, false);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void scoresLossAndGradientAreThoseOfDeeplearning4j(long seed) {
        ScoringNetwork network = trained(seed);
        Random random = new Random(seed);
        float[] inputs = inputs(random);
        int chosen = random.nextInt(ROWS);
        ComputationGraph graph = oracle(network.weights());
        INDArray scores = scores(graph, Nd4j.create(inputs, new long[] {ROWS, FEATURES}));

        float loss = network.learn(inputs, ROWS, chosen);
        assertThat((double) loss).isCloseTo(loss(scores, chosen), within(1e-5));
        var gradient = graph.backpropGradient(errors(scores, chosen)).gradientForVariable();
        for (int index = 0; index < network.gradient().length; index++) {
            Place place = Place.of(index);
            double expected =
                    gradient.get(place.layer() + "_" + place.parameter()).getDouble(place.at());
            assertThat((double) network.gradient()[index])
                    .as("%s, seed %d", place, seed)
                    .isCloseTo(expected, within(2e-6));
        }
    }

    @Test
    void stepsAreThoseOfDeeplearning4jsAdam() {
        ScoringNetwork network = new ScoringNetwork(FEATURES, UNITS, 4);
        ComputationGraph graph = oracle(network.weights());
        Random random = new Random(4);
        for (int step = 0; step < 50; step++) {
            float[] inputs = inputs(random);
            int chosen = random.nextInt(ROWS);
            network.learn(inputs, ROWS, chosen);
            network.step(RATE, RATE);

            INDArray scores = scores(graph, Nd4j.create(inputs, new long[] {ROWS, FEATURES}));
            var gradient = graph.backpropGradient(errors(scores, chosen));
            graph.getUpdater().update(gradient, step, 0, ROWS, LayerWorkspaceMgr.noWorkspaces());
            graph.params().subi(gradient.gradient());
        }
        for (int index = 0; index < network.weights().length; index++) {
            Place place = Place.of(index);
            double expected =
                    graph.getLayer(place.layer()).getParam(place.parameter()).getDouble(place.at());
            assertThat((double) network.weights()[index]).as("%s", place).isCloseTo(expected, within(1e-4));
        }
    }

    private static ScoringNetwork trained(long seed) {
        ScoringNetwork network = new ScoringNetwork(FEATURES, UNITS, seed);
        Random random = new Random(seed + 100);
        for (int step = 0; step < 20; step++) {
            network.learn(inputs(random), ROWS, random.nextInt(ROWS));
            network.step(.03, .01);
        }
        return network;
    }

    private static float[] inputs(Random random) {
        float[] inputs = new float[ROWS * FEATURES];
        for (int index = 0; index < inputs.length; index++) {
            inputs[index] = (float) random.nextGaussian();
        }
        return inputs;
    }
}
