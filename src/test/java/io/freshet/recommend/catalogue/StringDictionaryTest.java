package io.freshet.recommend.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringDictionaryTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void stringsInUseHaveDifferentNumbersAndOthersNone(long seed) {
        Random random = new Random(seed);
        StringDictionary labels = new StringDictionary();
        Map<String, Integer> holders = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            String name = "n" + random.nextInt(60);
            if (random.nextBoolean()) {
                labels.hold(name);
                holders.merge(name, 1, Integer::sum);
            } else if (holders.containsKey(name)) {
                labels.release(labels.numberOf(name));
                holders.computeIfPresent(name, (held, count) -> count == 1 ? null : count - 1);
            }
            assertThat(labels.size()).isEqualTo(holders.size());
            if (step % 500 == 0) {
                assertThat(holders.keySet().stream().mapToInt(labels::numberOf).distinct())
                        .as("seed %d", seed)
                        .hasSize(holders.size())
                        .allMatch(number -> number >= 0 && number < 60);
            }
        }
        assertThat(labels.bound()).isLessThanOrEqualTo(60);
    }

    @Test
    void noStringHasNoNumber() {
        StringDictionary labels = new StringDictionary();
        assertThat(labels.hold(null)).isEqualTo(StringDictionary.NONE);
        labels.release(StringDictionary.NONE);
        assertThat(labels.numberOf("unheard")).isEqualTo(StringDictionary.NONE);
    }
}
