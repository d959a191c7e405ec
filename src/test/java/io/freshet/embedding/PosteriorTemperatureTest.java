package io.freshet.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.embedding.ArticleStatisticsState.Temperature;
import io.freshet.vector.FloatVector;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosteriorTemperatureTest {

    @ParameterizedTest
    @ValueSource(doubles = {.05, .3, 1, 2})
    void findsTheTemperatureAtWhichTheTruthWasDrawn(double inverse) {
        Random random = new Random(7);
        PosteriorTemperature temperature = new PosteriorTemperature(Temperature.NONE);
        for (int article = 0; article < 5_000; article++) {
            double[] scores = {random.nextGaussian() / inverse, random.nextGaussian() / inverse, 0};
            temperature.learn(scores, draw(CategoryDiscriminant.softmax(scores, inverse), random));
        }
        assertThat(temperature.inverse()).isCloseTo(inverse, within(.15 * inverse));
    }

    @Test
    void certainMistakesLowerItStepByStepAndNeverToNothing() {
        PosteriorTemperature temperature = new PosteriorTemperature(Temperature.NONE);
        temperature.learn(new double[] {1e6, 0}, 1);
        assertThat(temperature.inverse()).isCloseTo(Math.exp(-.05), within(1e-9));
        for (int article = 0; article < 10_000; article++) {
            temperature.learn(new double[] {1e6, 0}, 1);
        }
        assertThat(temperature.inverse()).isPositive();
        assertThat(new PosteriorTemperature(temperature.state()).state()).isEqualTo(temperature.state());
    }

    @Test
    void refusesAStateThatIsNone() {
        assertThatThrownBy(() -> new Temperature(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Temperature(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void temperedPosteriorsFitFreshArticlesBetterWhereTheDiscriminantIsTooSure() {
        Random random = new Random(3);
        ArticleStatisticsLearner learner =
                new ArticleStatisticsLearner(ArticleStatisticsState.none(6), ArticleSettings.DEFAULTS);
        for (int article = 0; article < 4_000; article++) {
            int truth = random.nextInt(2);
            if (learner.learn(heavyTailed(random, truth), "c" + truth)) {
                learner.refresh();
            }
        }
        CategoryDiscriminant tempered = learner.refresh().discriminant().orElseThrow();
        CategoryDiscriminant untempered =
                tempered.tempered(1 / learner.state().temperature().inverse());
        assertThat(learner.state().temperature().inverse()).isLessThan(.9);
        assertThat(logLoss(tempered)).isLessThan(logLoss(untempered));
    }

    /** Mean over fresh articles, in nats. */
    private static double logLoss(CategoryDiscriminant discriminant) {
        Random random = new Random(4);
        double sum = 0;
        int articles = 4_000;
        for (int article = 0; article < articles; article++) {
            int truth = random.nextInt(2);
            double[] posteriors = discriminant.posteriors(heavyTailed(random, truth));
            sum -= Math.log(posteriors[discriminant.names().indexOf("c" + truth)]);
        }
        return sum / articles;
    }

    /** One in four articles lies far off its category: the common covariance fits neither those nor the rest. */
    private static FloatVector heavyTailed(Random random, int truth) {
        float[] vector = new float[6];
        boolean far = random.nextInt(4) == 0;
        for (int component = 0; component < vector.length; component++) {
            double centre = far ? 0 : truth == 0 ? .5 : -.5;
            vector[component] = (float) (centre + random.nextGaussian() * (far ? 1.5 : .5));
        }
        return FloatVector.copyOf(vector);
    }

    private static int draw(double[] shares, Random random) {
        double left = random.nextDouble();
        int drawn = 0;
        while (drawn < shares.length - 1 && (left -= shares[drawn]) >= 0) {
            drawn++;
        }
        return drawn;
    }
}
