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
 * Compares {@link ScoringNetwork} with the same network in deeplearning4j: for the same weights, rows and choices,
 * scores, loss, gradients and steps are equal within rounding.
 */
class ScoringNetworkOracleTest {
    private static final int FEATURES = 11;
    private static final int UNITS = 8;
    private static final int ROWS = 9;
    private static final double RATE = .001;

    /**
     * Location of a weight in deeplearning4j; {@code ScoringNetwork} stores the weights as w | W | b | v. The last
     * layer of deeplearning4j has the hidden units and the row as inputs, so it holds both w and v.
     */
    private record Location(String layer, String parameter, int row, int column) {
        /** A bias has no rows. */
        static final int NONE = -1;

        int[] at() {
            return row == NONE ? new int[] {column} : new int[] {row, column};
        }

        static Location of(int index) {
            int hidden = index - FEATURES;
            int bias = hidden - FEATURES * UNITS;
            int out = bias - UNITS;
            if (hidden < 0) {
                return new Location("score", "W", UNITS + index, 0);
            }
            if (bias < 0) {
                return new Location("hidden", "W", hidden / UNITS, hidden % UNITS);
            }
            return out < 0 ? new Location("hidden", "b", NONE, bias) : new Location("score", "W", out, 0);
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
            Location location = Location.of(index);
            graph.getLayer(location.layer()).getParam(location.parameter()).putScalar(location.at(), weights[index]);
        }
        return graph;
    }

    private static INDArray scores(ComputationGraph graph, INDArray rows) {
        return graph.feedForward(new INDArray[] {rows}, true, false).get("score");
    }

    /**
     * Gradient of the loss by the scores, {@code [ROWS, 1]}; the softmax of deeplearning4j runs along a row, ours over
     * rows.
     */
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
    void scoresLossAndGradientEqualDeeplearning4j(long seed) {
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
            Location location = Location.of(index);
            double expected =
                    gradient.get(location.layer() + "_" + location.parameter()).getDouble(location.at());
            assertThat((double) network.gradient()[index])
                    .as("%s, seed %d", location, seed)
                    .isCloseTo(expected, within(2e-6));
        }
    }

    @Test
    void stepsEqualAdamOfDeeplearning4j() {
        ScoringNetwork network = new ScoringNetwork(FEATURES, UNITS, 4);
        ComputationGraph graph = oracle(network.weights());
        Random random = new Random(4);
        for (int step = 0; step < 50; step++) {
            float[] inputs = inputs(random);
            int chosen = random.nextInt(ROWS);
            network.learn(inputs, ROWS, chosen);
            network.step(RATE, RATE, 1);

            INDArray scores = scores(graph, Nd4j.create(inputs, new long[] {ROWS, FEATURES}));
            var gradient = graph.backpropGradient(errors(scores, chosen));
            graph.getUpdater().update(gradient, step, 0, ROWS, LayerWorkspaceMgr.noWorkspaces());
            graph.params().subi(gradient.gradient());
        }
        for (int index = 0; index < network.weights().length; index++) {
            Location location = Location.of(index);
            double expected = graph.getLayer(location.layer())
                    .getParam(location.parameter())
                    .getDouble(location.at());
            assertThat((double) network.weights()[index]).as("%s", location).isCloseTo(expected, within(1e-4));
        }
    }

    private static ScoringNetwork trained(long seed) {
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
            inputs[index] = (float) random.nextGaussian();
        }
        return inputs;
    }
}
