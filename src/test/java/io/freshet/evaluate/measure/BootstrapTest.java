package io.freshet.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
    private static final int GROUPS = 1_000;

    @Test
    void meanIsOverClicksNotOverGroups() {
        Interval mean = new Bootstrap(2, 100, 1).mean(new double[] {3, 0}, new long[] {3, 1});
        assertThat(mean.value()).isEqualTo(.75);
        assertThat(mean.low()).isZero();
        assertThat(mean.high()).isEqualTo(1);
    }

    // With one click per group, the standard error is sqrt(p(1-p)/n) and the half width of the interval 1.96 times
    // that.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void intervalOfIndependentClicksEqualsTheNormalApproximation(long seed) {
        Random random = new Random(seed);
        double[] hits = new double[GROUPS];
        Arrays.setAll(hits, group -> random.nextDouble() < .3 ? 1 : 0);
        long[] counts = new long[GROUPS];
        Arrays.fill(counts, 1);

        Interval mean = new Bootstrap(GROUPS, 2_000, seed).mean(hits, counts);

        double halfWidth = 1.96 * Math.sqrt(mean.value() * (1 - mean.value()) / GROUPS);
        assertThat(mean.high() - mean.value()).isCloseTo(halfWidth, within(.15 * halfWidth));
        assertThat(mean.value() - mean.low()).isCloseTo(halfWidth, within(.15 * halfWidth));
    }

    @Test
    void intervalOfAPairedDifferenceIsNarrowerThanEitherInterval() {
        Random random = new Random(4);
        double[] worse = new double[GROUPS];
        double[] better = new double[GROUPS];
        long[] counts = new long[GROUPS];
        for (int group = 0; group < GROUPS; group++) {
            counts[group] = 10;
            worse[group] = random.nextInt(9);
            better[group] = worse[group] + (random.nextInt(4) == 0 ? 1 : 0);
        }
        Bootstrap bootstrap = new Bootstrap(GROUPS, 1_000, 4);
        Interval lead = bootstrap.difference(better, worse, counts);

        assertThat(lead.value()).isCloseTo(.025, within(.005));
        assertThat(lead.low()).isPositive();
        assertThat(lead.high() - lead.low())
                .isLessThan(.3
                        * (bootstrap.mean(worse, counts).high()
                                - bootstrap.mean(worse, counts).low()));
    }

    @Test
    void noClicksGiveZeroWithZeroWidth() {
        assertThat(new Bootstrap(3, 10, 1).mean(new double[3], new long[3])).isEqualTo(new Interval(0, 0, 0));
    }
}
