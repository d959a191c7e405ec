package io.freshet.recommend.decay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecayedCountsTest {
    private static final long START = 1_700_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sumsEqualTheNaiveSumWhateverTheOrderOfEvents(long seed) {
        Random random = new Random(seed);
        List<Long> times = new ArrayList<>();
        DecayedCounts counts = new DecayedCounts(HalfLives.READS);
        DecayedRows rows = new DecayedRows(HalfLives.FOLLOWERS, 5);
        for (int event = 0; event < 500; event++) {
            long at = START + random.nextInt(100_000_000);
            times.add(at);
            counts.add(at, 1);
            rows.add("key-" + event % 5, at);
        }
        long now = START + 100_000_000;

        for (HalfLife halfLife : HalfLife.values()) {
            assertThat(counts.at(halfLife, now))
                    .as("%s seed %d", halfLife, seed)
                    .isCloseTo(naive(times, halfLife, now), within(1e-9));
        }
        for (HalfLife halfLife : HalfLives.FOLLOWERS.members()) {
            List<Long> third = new ArrayList<>();
            for (int event = 2; event < times.size(); event += 5) {
                third.add(times.get(event));
            }
            assertThat(rows.at("key-2", halfLife, now)).isCloseTo(naive(third, halfLife, now), within(1e-3));
            assertThat(rows.totalAt(halfLife, now)).isCloseTo(naive(times, halfLife, now), within(5e-3));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void restoredCountsAreEqualAndStayEqualAfterMoreEvents(long seed) {
        Random random = new Random(seed);
        DecayedCounts counts = new DecayedCounts(HalfLives.IMPRESSIONS);
        DecayedRows rows = new DecayedRows(HalfLives.FOLLOWERS, 8);
        for (int event = 0; event < 100; event++) {
            counts.add(START + random.nextInt(9_000_000), 1);
            rows.add("key-" + random.nextInt(20), START + random.nextInt(9_000_000));
        }

        DecayedCounts sameCounts =
                new DecayedCounts(counts.halfLives(), counts.asOfMillis(), new double[] {counts.sum(0), counts.sum(1)});
        List<String> keys = new ArrayList<>();
        float[] cells = new float[rows.size() * 5];
        float[] totals = new float[5];
        for (int index = 0; index < 5; index++) {
            totals[index] = rows.total(index);
            for (int row = 0; row < rows.size(); row++) {
                cells[row * 5 + index] = rows.count(row, index);
            }
        }
        for (int row = 0; row < rows.size(); row++) {
            keys.add(rows.key(row));
        }
        DecayedRows sameRows = new DecayedRows(rows.halfLives(), 8, rows.asOfMillis(), keys, cells, totals);

        assertThat(sameCounts).isEqualTo(counts);
        assertThat(sameRows).isEqualTo(rows);
        rows.add("another", START + 10_000_000);
        sameRows.add("another", START + 10_000_000);
        assertThat(sameRows).isEqualTo(rows);
    }

    @Test
    void copiedRowsChangeIndependentlyOfTheOriginal() {
        DecayedRows rows = new DecayedRows(HalfLives.FOLLOWERS, 3);
        rows.add("a", START);
        rows.add("b", START);
        DecayedRows first = new DecayedRows(rows);
        DecayedRows second = new DecayedRows(first);

        rows.add("a", START + 1_000);
        second.add("c", START);
        rows.add("d", START + 1_000);

        assertThat(first.totalAt(HalfLife.INFINITE, START)).isEqualTo(2);
        assertThat(first.at("a", HalfLife.INFINITE, START)).isEqualTo(1);
        assertThat(first.size()).isEqualTo(2);
        assertThat(rows.at("a", HalfLife.INFINITE, START)).isEqualTo(2);
        assertThat(rows.at("d", HalfLife.INFINITE, START)).isEqualTo(1);
        assertThat(rows.at("c", HalfLife.INFINITE, START)).isZero();
        assertThat(second.at("c", HalfLife.INFINITE, START)).isEqualTo(1);
        assertThat(second.at("a", HalfLife.INFINITE, START)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 100})
    void rowsStayWithinTheLimitAndTheStrongestKeySurvives(int rowsMax) {
        DecayedRows rows = new DecayedRows(HalfLives.FOLLOWERS, rowsMax);
        for (int event = 0; event < 1_000; event++) {
            rows.add("strong", START + event * 1_000L);
            rows.add("passing-" + event, START + event * 1_000L);
        }

        assertThat(rows.size()).isEqualTo(rowsMax);
        assertThat(rows.at("strong", HalfLife.INFINITE, START)).isEqualTo(1_000);
        assertThat(rows.totalAt(HalfLife.INFINITE, START)).isEqualTo(2_000);
    }

    // Otherwise a full row of frequent keys would keep every new key out.
    @Test
    void newKeyEvictsTheWeakestKey() {
        DecayedRows rows = new DecayedRows(HalfLives.FOLLOWERS, 100);
        for (int event = 0; event < 10_000; event++) {
            rows.add("old-" + event % 100, START + event);
        }
        long later = START + 600_000;
        for (int event = 0; event < 99; event++) {
            rows.add("old-" + event, later);
        }
        rows.add("new", later);

        assertThat(rows.at("new", HalfLife.INFINITE, later)).isEqualTo(1);
        assertThat(rows.at("old-99", HalfLife.INFINITE, later)).isZero();
        assertThat(rows.at("old-98", HalfLife.INFINITE, later)).isEqualTo(101);
        assertThat(rows.size()).isEqualTo(100);
    }

    @Test
    void lateEventOfANewKeyEvictsNoStrongerKey() {
        DecayedRows rows = new DecayedRows(HalfLives.FOLLOWERS, 2);
        rows.add("a", START);
        rows.add("b", START);
        rows.add("late", START - 3_600_000);

        assertThat(rows.at("late", HalfLife.INFINITE, START)).isZero();
        assertThat(rows.at("a", HalfLife.INFINITE, START)).isEqualTo(1);
        assertThat(rows.totalAt(HalfLife.INFINITE, START)).isEqualTo(3);
    }

    private static double naive(List<Long> times, HalfLife halfLife, long now) {
        double sum = 0;
        for (long at : times) {
            sum += halfLife == HalfLife.INFINITE ? 1 : Math.pow(.5, (double) (now - at) / halfLife.halfLifeMillis());
        }
        return sum;
    }

    @Test
    void countsAreEmptyUntilTheFirstEventAndEqualAfterEqualEvents() {
        DecayedCounts counts = new DecayedCounts(HalfLives.READS);
        DecayedCounts others = new DecayedCounts(HalfLives.READS);
        assertThat(counts.isEmpty()).isTrue();

        counts.add(1_700_000_000_000L, 1);
        assertThat(counts.isEmpty()).isFalse();
        assertThat(counts).isNotEqualTo(others);
        others.add(1_700_000_000_000L, 1);
        assertThat(counts).isEqualTo(others).hasSameHashCodeAs(others);
        others.add(1_700_000_000_000L, 2);
        assertThat(counts).isNotEqualTo(others);
    }
}
