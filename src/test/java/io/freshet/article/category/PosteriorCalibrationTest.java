package io.freshet.article.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.article.ArticleSettings;
import io.freshet.article.ArticleStatisticsLearner;
import io.freshet.article.ArticleStatisticsState;
import io.freshet.vector.FloatVector;
import io.freshet.vector.Softmax;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PosteriorCalibrationTest {

    @ParameterizedTest
    @CsvSource({"1, 1", ".1, 2", "2, .05", ".3, .3"})
    void findsTheWeightsAtWhichTheTruthWasDrawn(double vectors, double words) {
        Random random = new Random(7);
        PosteriorCalibration calibration = new PosteriorCalibration(PosteriorCalibration.State.START);
        for (int article = 0; article < 8_000; article++) {
            double[] vectorScores = {random.nextGaussian() / vectors, random.nextGaussian() / vectors, 0};
            double[] wordEvidence = {random.nextGaussian() / words, random.nextGaussian() / words, 0};
            double[] scores = new double[3];
            for (int category = 0; category < 3; category++) {
                scores[category] = vectors * vectorScores[category] + words * wordEvidence[category];
            }
            calibration.learn(vectorScores, wordEvidence, draw(Softmax.probabilities(scores), random));
        }
        assertThat(calibration.vectors()).isCloseTo(vectors, within(.2 * vectors));
        assertThat(calibration.words()).isCloseTo(words, within(.2 * words));
    }

    @Test
    void evidenceOfPureNoiseLosesItsWeight() {
        Random random = new Random(5);
        PosteriorCalibration calibration = new PosteriorCalibration(PosteriorCalibration.State.START);
        for (int article = 0; article < 5_000; article++) {
            double[] informative = {random.nextGaussian(), 0};
            double[] noise = {random.nextGaussian(), 0};
            calibration.learn(informative, noise, draw(Softmax.probabilities(informative), random));
        }
        assertThat(calibration.vectors()).isCloseTo(1, within(.2));
        assertThat(calibration.words()).isLessThan(.15);
    }

    @Test
    void confidentMistakesLowerTheWeightInBoundedStepsAndNotToZero() {
        PosteriorCalibration calibration = new PosteriorCalibration(PosteriorCalibration.State.START);
        calibration.learn(new double[] {1e6, 0}, new double[2], 1);
        assertThat(calibration.vectors()).isCloseTo(.25, within(1e-9));
        for (int article = 0; article < 10_000; article++) {
            calibration.learn(new double[] {1e6, 0}, new double[2], 1);
        }
        assertThat(calibration.vectors()).isPositive();
        assertThat(new PosteriorCalibration(calibration.state()).state()).isEqualTo(calibration.state());
    }

    @Test
    void invalidStatesAreRejected() {
        assertThatThrownBy(() -> new PosteriorCalibration.State(0, 1, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PosteriorCalibration.State(1, 1, Double.NaN, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PosteriorCalibration.State(1, 1, 0, Double.POSITIVE_INFINITY, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void learnedWeightsLowerTheLogLossOfAnOverconfidentDiscriminant() {
        Random random = new Random(3);
        ArticleStatisticsLearner learner = new ArticleStatisticsLearner(
                ArticleStatisticsState.none(6), ArticleSettings.DEFAULTS, new CategoryWordTable());
        for (int article = 0; article < 4_000; article++) {
            int truth = random.nextInt(2);
            if (learner.learn(heavyTailed(random, truth), Stream.empty(), "c" + truth)) {
                learner.refresh();
            }
        }
        CategoryClassifier weighted = learner.refresh().categoryClassifier().orElseThrow();
        double learned = learner.state().weights().vectors();
        CategoryClassifier unweighted =
                new CategoryClassifier(weighted.discriminant().scaled(1 / learned), weighted.evidence());
        assertThat(learned).isLessThan(.9);
        assertThat(logLoss(weighted)).isLessThan(logLoss(unweighted));
    }

    /** Mean log loss over new articles, nats. */
    private static double logLoss(CategoryClassifier rule) {
        Random random = new Random(4);
        double sum = 0;
        int articles = 4_000;
        for (int article = 0; article < articles; article++) {
            int truth = random.nextInt(2);
            double[] posteriors = rule.posteriors(heavyTailed(random, truth), Set.of(), CategoryWordCounts.NONE);
            sum -= Math.log(posteriors[rule.names().indexOf("c" + truth)]);
        }
        return sum / articles;
    }

    /** One in four articles is an outlier, so that a common covariance fits neither the outliers nor the rest. */
    private static FloatVector heavyTailed(Random random, int truth) {
        float[] vector = new float[6];
        boolean outlier = random.nextInt(4) == 0;
        for (int component = 0; component < vector.length; component++) {
            double centre = outlier ? 0 : truth == 0 ? .5 : -.5;
            vector[component] = (float) (centre + random.nextGaussian() * (outlier ? 1.5 : .5));
        }
        return FloatVector.copyOf(vector);
    }

    private static int draw(double[] probabilities, Random random) {
        double left = random.nextDouble();
        int drawn = 0;
        while (drawn < probabilities.length - 1 && (left -= probabilities[drawn]) >= 0) {
            drawn++;
        }
        return drawn;
    }
}
