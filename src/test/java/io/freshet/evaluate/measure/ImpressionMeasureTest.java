package io.freshet.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ImpressionMeasureTest {
    private static final double[] SCORES = {.9, .8, .7, .6, .5, .4};
    private static final boolean[] CLICKED = {false, true, false, false, false, true};
    private static final int[] ORDER = {0, 1, 2, 3, 4, 5};

    @Test
    void valueOfARankingEqualsHandComputedValues() {
        // The second article is ranked above three of four unclicked articles, the last above none.
        assertThat(ImpressionMeasure.AREA_UNDER_CURVE.of(SCORES, CLICKED, ORDER))
                .isEqualTo(3 / 8.0);
        assertThat(ImpressionMeasure.RECIPROCAL_RANK.of(SCORES, CLICKED, ORDER))
                .isCloseTo((1 / 2.0 + 1 / 6.0) / 2, within(1e-9));
        double ideal = 1 + 1 / (Math.log(3) / Math.log(2));
        double second = 1 / (Math.log(3) / Math.log(2));
        double sixth = 1 / (Math.log(7) / Math.log(2));
        assertThat(ImpressionMeasure.DISCOUNTED_GAIN_5.of(SCORES, CLICKED, ORDER))
                .isCloseTo(second / ideal, within(1e-9));
        assertThat(ImpressionMeasure.DISCOUNTED_GAIN_10.of(SCORES, CLICKED, ORDER))
                .isCloseTo((second + sixth) / ideal, within(1e-9));
    }

    @Test
    void tieCountsOneHalf() {
        double[] scores = {1, 1, 0};
        boolean[] clicked = {true, false, false};
        assertThat(ImpressionMeasure.AREA_UNDER_CURVE.of(scores, clicked, new int[] {0, 1, 2}))
                .isEqualTo(.75);
    }

    @Test
    void idealGainIsLimitedByTheCutOff() {
        double[] scores = {7, 6, 5, 4, 3, 2, 1};
        boolean[] clicked = {true, true, true, true, true, true, false};
        assertThat(ImpressionMeasure.DISCOUNTED_GAIN_5.of(scores, clicked, new int[] {0, 1, 2, 3, 4, 5, 6}))
                .isCloseTo(1, within(1e-12));
    }
}
