package io.freshet.words.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CorpusPhrasesTest {

    @Test
    void pairsAboveTheThresholdAreJoinedFromTheLeft() throws IOException {
        // 60 words. new york: (6 - 2) 60 / (6 * 6) = 6.7; of the: (6 - 2) 60 / (12 * 12) = 1.7.
        List<List<String>> sentences = new ArrayList<>();
        for (int index = 0; index < 6; index++) {
            sentences.add(List.of("new", "york", "of", "the", "x" + index));
            sentences.add(List.of("the", "y" + index, "of", "z" + index, "w" + index));
        }
        SentenceSource corpus = SentenceSource.of(sentences);
        CorpusPhrases phrases = CorpusPhrases.find(corpus, 2, 5);
        assertThat(phrases.size()).isOne();
        assertThat(phrases.join(List.of("in", "new", "york", "york", "new")))
                .containsExactly("in", "new_york", "york", "new");
        assertThat(CorpusPhrases.find(corpus, 2, 7).size()).isZero();
        try (Stream<List<String>> joined = phrases.join(corpus).open()) {
            assertThat(joined.findFirst()).contains(List.of("new_york", "of", "the", "x0"));
        }
    }

    @Test
    void secondPassFindsLongerPhrases() throws IOException {
        List<List<String>> sentences = new ArrayList<>();
        for (int index = 0; index < 20; index++) {
            sentences.add(List.of("new", "york", "times", "a" + index, "b" + index, "c" + index));
        }
        SentenceSource once =
                CorpusPhrases.find(SentenceSource.of(sentences), 2, 4).join(SentenceSource.of(sentences));
        CorpusPhrases twice = CorpusPhrases.find(once, 2, 4);
        assertThat(twice.join(List.of("new_york", "times"))).containsExactly("new_york_times");
    }

    @Test
    void wordsThatFollowEachOtherByChanceAreNoPhrases() throws IOException {
        Random random = new Random(2);
        List<List<String>> sentences = new ArrayList<>();
        for (int sentence = 0; sentence < 2_000; sentence++) {
            List<String> words = new ArrayList<>();
            for (int word = 0; word < 10; word++) {
                words.add("w" + random.nextInt(200));
            }
            sentences.add(words);
        }
        assertThat(CorpusPhrases.find(SentenceSource.of(sentences), 5, 10).size())
                .isZero();
    }

    @Test
    void bigramsAreCountedExactlyBelowTheLimitAndNeverTooHighBeyond() {
        Random random = new Random(3);
        BigramCounts exact = new BigramCounts(1 << 16);
        BigramCounts bounded = new BigramCounts(1 << 10);
        Map<List<Integer>, Integer> expected = new HashMap<>();
        for (int add = 0; add < 20_000; add++) {
            int first = (int) Math.abs(random.nextGaussian() * 40);
            int second = (int) Math.abs(random.nextGaussian() * 40);
            exact.add(first, second);
            bounded.add(first, second);
            expected.merge(List.of(first, second), 1, Integer::sum);
        }
        assertThat(counts(exact)).isEqualTo(expected);
        Map<List<Integer>, Integer> boundedCounts = counts(bounded);
        assertThat(boundedCounts).hasSizeBetween(1, 768);
        boundedCounts.forEach((pair, count) -> assertThat(count).isBetween(1, expected.get(pair)));
    }

    private static Map<List<Integer>, Integer> counts(BigramCounts bigrams) {
        Map<List<Integer>, Integer> counts = new HashMap<>();
        bigrams.forEach((first, second, count) ->
                assertThat(counts.put(List.of(first, second), count)).isNull());
        return counts;
    }

    @Test
    void readErrorOfTheCorpusReachesTheCaller() {
        SentenceSource broken = () -> Stream.of(List.of("a")).map(sentence -> {
            throw new UncheckedIOException(new IOException("disk gone"));
        });
        assertThatThrownBy(() -> CorpusPhrases.find(broken, 1, 1))
                .isInstanceOf(IOException.class)
                .hasMessage("disk gone");
    }
}
