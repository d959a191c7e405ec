package io.freshet.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCountTest {
    private final DistinctCount distinct = new DistinctCount();

    @Test
    void fewStringsAreCountedExactlyDespiteRepeats() {
        assertThat(distinct.count()).isZero();
        for (int round = 0; round < 3; round++) {
            for (int text = 0; text < DistinctCount.HASHES_MAX - 1; text++) {
                distinct.add("reader-" + text);
            }
        }
        assertThat(distinct.count()).isEqualTo(DistinctCount.HASHES_MAX - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 50_000, 500_000})
    void manyStringsAreEstimatedWithinFourStandardErrors(int texts) {
        for (int text = 0; text < texts; text++) {
            distinct.add("reader-" + text);
            distinct.add("reader-" + text / 2);
        }
        assertThat((double) distinct.count()).isCloseTo(texts, within(.125 * texts));
    }
}
