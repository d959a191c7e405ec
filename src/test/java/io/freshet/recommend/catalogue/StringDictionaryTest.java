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
    void referencedStringsHaveDistinctCodes(long seed) {
        Random random = new Random(seed);
        StringDictionary strings = new StringDictionary();
        Map<String, Integer> references = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            String name = "n" + random.nextInt(60);
            if (random.nextBoolean()) {
                strings.acquire(name);
                references.merge(name, 1, Integer::sum);
            } else if (references.containsKey(name)) {
                strings.release(strings.codeOf(name));
                references.computeIfPresent(name, (string, count) -> count == 1 ? null : count - 1);
            }
            assertThat(strings.size()).isEqualTo(references.size());
            if (step % 500 == 0) {
                assertThat(references.keySet().stream()
                                .mapToInt(strings::codeOf)
                                .distinct())
                        .as("seed %d", seed)
                        .hasSize(references.size())
                        .allMatch(code -> code >= 0 && code < 60);
            }
        }
        assertThat(strings.bound()).isLessThanOrEqualTo(60);
    }

    @Test
    void nullAndUnknownStringsHaveNoCode() {
        StringDictionary strings = new StringDictionary();
        assertThat(strings.acquire(null)).isEqualTo(StringDictionary.NONE);
        strings.release(StringDictionary.NONE);
        assertThat(strings.codeOf("unknown")).isEqualTo(StringDictionary.NONE);
    }
}
