package io.freshet.recommend.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.vector.NaturalLogarithm;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingArithmeticTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void logarithmEqualsThatOfTheJdk(long seed) {
        Random random = new Random(seed);
        for (int draw = 0; draw < 100_000; draw++) {
            float x = (float) Math.exp(random.nextDouble() * 80 - 40);
            double exact = Math.log(x);
            assertThat((double) NaturalLogarithm.of(x))
                    .as("ln %s", x)
                    .isCloseTo(exact, within(3e-7 * Math.max(1, Math.abs(exact))));
        }
        assertThat(NaturalLogarithm.of(1)).isZero();
    }

    @Test
    void standardisedFeaturesHaveMeanZeroAndVarianceOne() {
        Random random = new Random(3);
        FeatureScaler scale = new FeatureScaler(3);
        float[] rows = new float[3 * 2_000];
        for (int row = 0; row < 2_000; row++) {
            rows[row * 3] = (float) (5 + 2 * random.nextGaussian());
            rows[row * 3 + 1] = (float) (-1000 + 30 * random.nextGaussian());
            rows[row * 3 + 2] = 4;
        }
        scale.add(rows, 2_000);
        scale.standardise(rows, 2_000);
        for (int feature = 0; feature < 2; feature++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < 2_000; row++) {
                sum += rows[row * 3 + feature];
                squares += rows[row * 3 + feature] * rows[row * 3 + feature];
            }
            assertThat(sum / 2_000).isCloseTo(0, within(.01));
            assertThat(squares / 2_000).isCloseTo(1, within(.02));
        }
        assertThat(rows[2]).as("constant feature").isZero();
        float[] far = {1e6f, -1e6f, 5};
        scale.standardise(far, 1);
        assertThat(far).containsExactly(6, -6, 0);
    }
}
