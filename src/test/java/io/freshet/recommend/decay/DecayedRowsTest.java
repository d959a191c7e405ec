package io.freshet.recommend.decay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.AllocatedBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecayedRowsTest {
    private static final long START = 1_700_000_000_000L;
    private static final HalfLives HALF_LIVES = HalfLives.FOLLOWERS;

    private record Event(String key, long atMillis) {}

    @Test
    void countsEqualTheSumOfTheWeightsOfAllEvents() {
        SplittableRandom random = new SplittableRandom(20261123);
        DecayedRows rows = new DecayedRows(HALF_LIVES, 20);
        List<Event> events = new ArrayList<>();
        long now = START;
        for (int event = 0; event < 400; event++) {
            now += random.nextInt(600_000);
            // Some events are late.
            Event next = new Event("k" + random.nextInt(10), now - (long) random.nextInt(3) * random.nextInt(900_000));
            events.add(next);
            rows.add(next.key(), next.atMillis());
        }
        long asOf = events.stream().mapToLong(Event::atMillis).max().orElseThrow();
        assertThat(rows.asOfMillis()).isEqualTo(asOf);
        assertThat(rows.size()).isEqualTo(10);
        for (int index = 0; index < HALF_LIVES.size(); index++) {
            HalfLife halfLife = HALF_LIVES.get(index);
            double total = 0;
            for (int row = 0; row < rows.size(); row++) {
                String key = rows.key(row);
                double expected = events.stream()
                        .filter(event -> event.key().equals(key))
                        .mapToDouble(event -> halfLife.weightAfter(asOf - event.atMillis()))
                        .sum();
                assertThat((double) rows.count(row, index)).isCloseTo(expected, within(1e-3 * expected + 1e-4));
                assertThat(rows.at(key, halfLife, asOf)).isCloseTo(expected, within(1e-3 * expected + 1e-4));
                total += expected;
            }
            assertThat((double) rows.total(index)).isCloseTo(total, within(1e-3 * total));
            assertThat(rows.totalAt(halfLife, asOf)).isCloseTo(total, within(1e-3 * total));
        }
    }

    @Test
    void newKeyEvictsTheWeakestAndALateOneWeakerThanAllIsOnlyCounted() {
        DecayedRows rows = new DecayedRows(HALF_LIVES, 2);
        rows.add("weak", START);
        rows.add("strong", START);
        rows.add("strong", START);

        rows.add("late", START - 1);
        assertThat(rows.indexOf("late")).isEqualTo(-1);
        assertThat((double) rows.total(0)).isCloseTo(4, within(1e-3));

        rows.add("new", START);
        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.indexOf("weak")).isEqualTo(-1);
        assertThat(rows.at("new", HALF_LIVES.get(0), START)).isEqualTo(1);
        assertThat(rows.at("weak", HALF_LIVES.get(0), START)).isZero();
    }

    @Test
    void keyOfOldEventsIsWeakerThanALateEventAndThanOneRecentEvent() {
        HalfLife longest = HALF_LIVES.get(HALF_LIVES.decaying() - 1);
        long later = 60_000;
        while (longest.weightAfter(later) > .08) {
            later *= 2;
        }
        DecayedRows rows = new DecayedRows(HALF_LIVES, 2);
        for (int event = 0; event < 5; event++) {
            rows.add("old", START);
        }
        rows.add("recent", START + later);

        rows.add("late", START + later - 1);

        assertThat(rows.indexOf("old")).isEqualTo(-1);
        assertThat(rows.indexOf("recent")).isNotNegative();
        assertThat(rows.indexOf("late")).isNotNegative();
    }

    @Test
    void newKeyEvictsTheFirstOfEquallyStrongKeysEvenIfItIsStronger() {
        DecayedRows rows = new DecayedRows(HALF_LIVES, 2);
        for (String key : List.of("a", "b", "a", "b")) {
            rows.add(key, START);
        }

        rows.add("new", START);

        assertThat(rows.indexOf("a")).isEqualTo(-1);
        assertThat(rows.indexOf("b")).isEqualTo(1);
        assertThat(rows.indexOf("new")).isZero();
    }

    @Test
    void copyAndOriginalChangeIndependently() {
        DecayedRows original = new DecayedRows(HALF_LIVES, 4);
        original.add("a", START);
        DecayedRows copy = new DecayedRows(original);
        assertThat(copy).isEqualTo(original).hasSameHashCodeAs(original);

        copy.add("b", START);
        original.add("c", START + 1);

        assertThat(copy).isNotEqualTo(original);
        assertThat(copy.size()).isEqualTo(2);
        assertThat(copy.indexOf("c")).isEqualTo(-1);
        assertThat(original.indexOf("b")).isEqualTo(-1);
        assertThat(original.indexOf("c")).isEqualTo(1);
    }

    @Test
    void memoryIsLinearInTheEvents() {
        AllocatedBytes.assertLinear("events", 5_000, events -> () -> {
            DecayedRows rows = new DecayedRows(HALF_LIVES, 32);
            for (int event = 0; event < events; event++) {
                rows.add("k" + event, START + event);
            }
            assertThat(rows.size()).isEqualTo(32);
        });
    }
}
