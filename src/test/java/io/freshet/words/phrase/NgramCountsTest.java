package io.freshet.words.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NgramCountsTest {
    @Test
    void tableGrowsWithoutAnyCallOfMakeRoom() {
        NgramCounts counts = new NgramCounts(1 << 13);
        for (int key = 0; key < 5_000; key++) {
            assertThat(counts.add(key, key)).isEqualTo(1);
        }

        assertThat(counts.add(0, 0)).isEqualTo(2);
        assertThat(counts.count(4_999)).isEqualTo(1);
        assertThat(counts.firstNeighbours(4_999)).isEqualTo(4_999);
        assertThat(counts.makeRoom()).isZero();
    }

    @Test
    void fullTableHalvesItsCountsAndReportsEachHalvingOnce() {
        NgramCounts counts = new NgramCounts(NgramCounts.SLOTS_MIN);
        for (int occurrence = 0; occurrence < 9; occurrence++) {
            counts.add(-1, 0);
        }
        for (int key = 0; key < 2_000; key++) {
            counts.add(key, 0);
        }

        assertThat(counts.count(0)).isZero();
        assertThat(counts.count(-1)).isEqualTo(2);
        assertThat(counts.makeRoom()).isEqualTo(2);
        assertThat(counts.makeRoom()).isZero();
    }
}
