package io.freshet.recommend.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLives;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentColumnsTest {
    private static final int ROWS_MAX = 4;
    private static final long NOW = 1_764_000_000_000L;

    private final StringDictionary strings = new StringDictionary();
    private final SegmentColumns columns = new SegmentColumns(ROWS_MAX, strings);

    @Test
    void articlesWithoutSegmentsUseNoRow() {
        columns.reserve(200_000);
        for (int slot = 0; slot < 200_000; slot++) {
            columns.put(slot, segments(Map.of()), NOW);
        }
        columns.put(7, segments(Map.of("region=north", 2)), NOW);

        assertThat(columns.rowsInUse()).isEqualTo(1);
        assertThat(count(7, "region=north")).isEqualTo(2);
        assertThat(count(8, "region=north")).isZero();
    }

    @Test
    void countsEqualANaiveTableAfterRandomChanges() {
        Random random = new Random(20261130);
        Map<Integer, Map<String, Integer>> expected = new HashMap<>();
        int slots = 300;
        columns.reserve(slots);
        for (int step = 0; step < 5_000; step++) {
            int slot = random.nextInt(slots);
            if (random.nextInt(3) == 0) {
                columns.clear(slot);
                expected.remove(slot);
            } else {
                Map<String, Integer> counts = new HashMap<>();
                for (int segment = random.nextInt(ROWS_MAX + 1); segment > 0; segment--) {
                    counts.put("segment-" + random.nextInt(20), 1 + random.nextInt(5));
                }
                columns.put(slot, segments(counts), NOW);
                expected.put(slot, counts);
            }
        }
        for (int slot = 0; slot < slots; slot++) {
            for (int segment = 0; segment < 20; segment++) {
                String name = "segment-" + segment;
                assertThat((int) count(slot, name))
                        .as("seed 20261130, slot " + slot + ", " + name)
                        .isEqualTo(expected.getOrDefault(slot, Map.of()).getOrDefault(name, 0));
            }
        }
        assertThat(columns.rowsInUse()).isEqualTo((int)
                expected.values().stream().filter(counts -> !counts.isEmpty()).count());
        for (int slot = 0; slot < slots; slot++) {
            columns.clear(slot);
        }
        assertThat(strings.size()).as("strings still referenced").isZero();
        assertThat(columns.rowsInUse()).isZero();
    }

    private static DecayedRows segments(Map<String, Integer> counts) {
        DecayedRows rows = new DecayedRows(HalfLives.SEGMENTS, 32);
        counts.forEach((segment, count) -> {
            for (int read = 0; read < count; read++) {
                rows.add(segment, NOW);
            }
        });
        return rows;
    }

    private float count(int slot, String segment) {
        int code = strings.codeOf(segment);
        if (code == StringDictionary.NONE) {
            return 0;
        }
        byte[] columnsByCode = new byte[strings.bound()];
        columnsByCode[code] = 1;
        float[] target = new float[2];
        columns.counts(slot, 1, columnsByCode, target, 0);
        return target[1];
    }
}
