package io.freshet.article;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.AllocatedBytes;
import io.freshet.text.Link;
import io.freshet.text.Sentence;
import io.freshet.text.Token;
import io.freshet.text.TokenisedArticle;
import io.freshet.text.TokenisedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseCountsTest {
    private static final TokenisedText NOTHING = new TokenisedText("en", List.of());

    /** Oracle: compares each phrase with every longer one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261123})
    void phrasesAreThoseThatOccurOutsideLongerOnes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<String> words = words(random, 20 + random.nextInt(60), 3 + random.nextInt(6));
            Map<List<String>, Integer> ngrams = new HashMap<>();
            for (int start = 0; start < words.size(); start++) {
                for (int end = start + 2; end <= Math.min(words.size(), start + 4); end++) {
                    ngrams.merge(List.copyOf(words.subList(start, end)), 1, Integer::sum);
                }
            }
            ngrams.values().removeIf(count -> count < 2);
            Map<List<String>, Integer> expected = new HashMap<>(ngrams);
            expected.entrySet()
                    .removeIf(ngram -> ngrams.entrySet().stream()
                            .anyMatch(longer ->
                                    longer.getKey().size() > ngram.getKey().size()
                                            && longer.getValue() >= ngram.getValue()
                                            && Collections.indexOfSubList(longer.getKey(), ngram.getKey()) >= 0));

            Map<List<String>, Integer> found = new HashMap<>();
            counts(words).phrases().forEach(phrase -> found.put(phrase.terms(), phrase.count()));
            assertThat(found).as("seed %d, round %d: %s", seed, round, words).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 12, 150})
    void memoryIsLinearInTheText(int different) {
        AllocatedBytes.assertLinear(different + " words", 1_000, size -> {
            List<String> words = words(new Random(7), size, different);
            return () -> counts(words).phrases();
        });
    }

    private static PhraseCounts counts(List<String> words) {
        List<Token> tokens = new ArrayList<>();
        words.forEach(word -> tokens.add(new Token(word, word, Link.SPACE, false)));
        TokenisedText body = new TokenisedText("en", List.of(new Sentence(tokens)));
        Set<String> candidates = new TreeSet<>(words);
        return PhraseCounts.of(new TokenisedArticle("en", NOTHING, body), candidates);
    }

    private static List<String> words(Random random, int size, int different) {
        return IntStream.range(0, size)
                .mapToObj(index -> "w" + (char) ('a' + random.nextInt(different) % 26)
                        + (char) ('a' + random.nextInt(different) / 26))
                .toList();
    }
}
