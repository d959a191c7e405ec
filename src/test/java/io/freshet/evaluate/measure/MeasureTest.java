package io.freshet.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MeasureTest {

    // 1/log2(position + 2): 1, .6309, .4307 (fourth line), .2891 (tenth).
    @ParameterizedTest
    @CsvSource({
        "0,  1, 1, 1, 1,   1,   1",
        "1,  1, 1, 1, .5,  .5,  .630930",
        "3,  1, 1, 1, .25, .25, .430677",
        "4,  1, 1, 1, .2,  .2,  .386853",
        "5,  0, 1, 1, .166667, .166667, .356207",
        "9,  0, 1, 1, .1,  .1,  .289065",
        "10, 0, 0, 1, 0,   .090909, 0",
        "19, 0, 0, 1, 0,   .05, 0",
        "20, 0, 0, 0, 0,   0,   0",
        "2147483647, 0, 0, 0, 0, 0, 0"
    })
    void valueOfAListEqualsHandComputedValues(
            int position,
            double hit5,
            double hit10,
            double hit20,
            double reciprocal10,
            double reciprocal20,
            double gain) {
        assertThat(Measure.HIT_RATE_5.of(position)).isEqualTo(hit5);
        assertThat(Measure.HIT_RATE_10.of(position)).isEqualTo(hit10);
        assertThat(Measure.HIT_RATE_20.of(position)).isEqualTo(hit20);
        assertThat(Measure.RECIPROCAL_RANK_10.of(position)).isCloseTo(reciprocal10, within(1e-6));
        assertThat(Measure.RECIPROCAL_RANK_20.of(position)).isCloseTo(reciprocal20, within(1e-6));
        assertThat(Measure.DISCOUNTED_GAIN_10.of(position)).isCloseTo(gain, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(Measure.class)
    void negativePositionIsRejected(Measure measure) {
        assertThatThrownBy(() -> measure.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
