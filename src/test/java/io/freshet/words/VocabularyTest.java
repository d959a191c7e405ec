package io.freshet.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    @Test
    void wordsAreOrderedByFallingCountAndThenByName() {
        VocabularyBuilder builder = new VocabularyBuilder();
        builder.add(List.of("b", "a", "c", "c"));
        builder.add(List.of("a", "b", "c", "rare"));
        Vocabulary vocabulary = builder.build(2, 10);
        assertThat(vocabulary.words()).containsExactly("c", "a", "b");
        assertThat(vocabulary.count(0)).isEqualTo(3);
        assertThat(vocabulary.corpusWords()).isEqualTo(8);
        assertThat(vocabulary.frequency("a")).isEqualTo(.25);
        assertThat(vocabulary.frequency("rare")).isZero();
        assertThat(vocabulary.contains("rare")).isFalse();
        assertThat(builder.build(1, 2).words()).containsExactly("c", "a");
    }

    @Test
    void lookupAgreesWithAHashMap() {
        Random random = new Random(5);
        Map<String, Integer> map = new HashMap<>();
        List<String> words = new ArrayList<>();
        while (words.size() < 5_000) {
            String word = Integer.toString(random.nextInt(1_000_000), 36);
            if (map.putIfAbsent(word, words.size()) == null) {
                words.add(word);
            }
        }
        long[] counts = new long[words.size()];
        Arrays.fill(counts, 1);
        Vocabulary vocabulary = Vocabulary.of(words, counts, words.size());
        map.forEach((word, index) -> assertThat(vocabulary.indexOf(word)).isEqualTo(index));
        for (int probe = 0; probe < 5_000; probe++) {
            String word = Integer.toString(random.nextInt(1_000_000), 36);
            assertThat(vocabulary.contains(word)).isEqualTo(map.containsKey(word));
        }
        assertThat(Vocabulary.empty().contains("word")).isFalse();
    }

    @Test
    void rejectsAscendingCountsAndDuplicateWords() {
        assertThatThrownBy(() -> Vocabulary.of(List.of("a", "b"), new long[] {1, 2}, 3))
                .hasMessage("count 2 of word b at index 1 is below 1 or above the count before");
        assertThatThrownBy(() -> Vocabulary.of(List.of("a", "a"), new long[] {1, 1}, 2))
                .hasMessage("word a is at index 0 and at index 1");
        assertThatThrownBy(() -> Vocabulary.of(List.of("a"), new long[] {5}, 4))
                .hasMessage("counts sum to 5, more than the 4 words of the corpus");
    }

    @Test
    void boundedCountingEvictsRareWordsAndKeepsFrequentWords() {
        VocabularyBuilder builder = new VocabularyBuilder(100);
        for (int round = 0; round < 1_000; round++) {
            builder.add(List.of("often", "also", "once" + round));
        }
        Vocabulary vocabulary = builder.build(5, 1_000);
        assertThat(vocabulary.words()).containsExactly("also", "often");
        assertThat(vocabulary.count(0)).isEqualTo(1_000);
        assertThat(vocabulary.corpusWords()).isEqualTo(3_000);
    }

    @Test
    void corpusHashDependsOnWordsOrderAndSentences() {
        assertThat(hash(List.of("a", "b"), List.of("c")))
                .isEqualTo(hash(List.of("a", "b"), List.of("c")))
                .isNotEqualTo(hash(List.of("a"), List.of("b", "c")))
                .isNotEqualTo(hash(List.of("b", "a"), List.of("c")));
    }

    @SafeVarargs
    private static String hash(List<String>... sentences) {
        VocabularyBuilder builder = new VocabularyBuilder();
        for (List<String> sentence : sentences) {
            builder.add(sentence);
        }
        return builder.corpusHash();
    }
}
