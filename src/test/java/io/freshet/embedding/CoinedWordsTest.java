package io.freshet.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoinedWordsTest {
    private final CoinedWords words = new CoinedWords(100_000, 3, 50, .9, 10);
    private final Random random = new Random(1);

    /** 3,000 tokens of ordinary text, in which 酱 occurs too. */
    @BeforeEach
    void readOrdinaryText() {
        for (int sentence = 0; sentence < 300; sentence++) {
            List<String> text = new ArrayList<>();
            for (int token = 0; token < 10; token++) {
                text.add("词" + random.nextInt(400));
            }
            text.set(random.nextInt(10), sentence % 30 == 0 ? "酱" : "的");
            assertThat(words.learn(text)).isEmpty();
        }
    }

    @Test
    void coinedNameBecomesOneWordAtItsThirdOccurrenceAmongChangingNeighbours() {
        assertThat(words.learn(List.of("网红", "papi", "酱", "发布"))).isEmpty();
        assertThat(words.learn(List.of("papi", "酱", "回应"))).isEmpty();
        assertThat(words.join(List.of("papi", "酱"))).containsExactly("papi", "酱");
        assertThat(words.learn(List.of("采访", "papi", "酱"))).containsExactly("papi酱");
        assertThat(words.join(List.of("今天", "papi", "酱", "说", "papi"))).containsExactly("今天", "papi酱", "说", "papi");
        assertThat(words.learn(List.of("关于", "papi", "酱", "的"))).isEmpty();
    }

    @Test
    void partOfALongerWordIsNoWordAndTheLongerOneIs() {
        List<String> found = new ArrayList<>();
        for (int article = 0; article < 6; article++) {
            found.addAll(words.learn(List.of("甲" + article, "奥", "利", "给", "乙" + article)));
        }
        assertThat(found).containsExactly("奥利给");
        assertThat(words.join(List.of("奥", "利", "给", "奥", "利"))).containsExactly("奥利给", "奥", "利");
    }

    @Test
    void frequentTokensThatMeetByChanceAreNoWord() {
        for (int article = 0; article < 20; article++) {
            assertThat(words.learn(List.of("词" + random.nextInt(400), "的", "词7", "词" + random.nextInt(400))))
                    .doesNotContain("的词7");
        }
    }

    @Test
    void alwaysTheSameNeighbourIsNoWord() {
        for (int article = 0; article < 20; article++) {
            assertThat(words.learn(List.of("总", "新", "词汇", "丙" + article))).doesNotContain("新词汇");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 1_000})
    void boundedMemoryForgetsAndNeverFails(int runsMax) {
        CoinedWords small = new CoinedWords(runsMax, 2, 1, .5, 10);
        for (int sentence = 0; sentence < 500; sentence++) {
            List<String> text = new ArrayList<>();
            for (int token = 0; token < 12; token++) {
                text.add("词" + random.nextInt(50));
            }
            small.learn(text);
            assertThat(String.join("", small.join(text))).isEqualTo(String.join("", text));
        }
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatThrownBy(() -> new CoinedWords(1, 3, 50, .9, 10)).hasMessageContaining("runsMax");
        assertThatThrownBy(() -> new CoinedWords(100, 1, 50, .9, 10)).hasMessageContaining("countMin");
    }
}
