package io.freshet.words.phrase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.text.StopWords;
import io.freshet.text.StreamToken;
import io.freshet.text.TokenGap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class PhraseDetectorTest {
    private static final StopWords STOP_WORDS = StopWords.of("und");

    private final CompoundLexicon known = new CompoundLexicon();
    private final PhraseDetector detector = new PhraseDetector(PhraseSettings.DEFAULTS, known);
    private final Random random = new Random(1);

    @Test
    void coinedNameIsDetectedAtItsThirdOccurrenceAmongVaryingNeighbours() {
        readOrdinaryChinese();
        assertThat(found(touching("网红", "papi", "酱", "发布"))).isEmpty();
        assertThat(found(touching("papi", "酱", "回应"))).isEmpty();
        assertThat(found(touching("采访", "papi", "酱"))).containsExactly(new PhraseDetector.Found("papi_酱", 3));
        known.add("papi_酱");
        assertThat(found(touching("关于", "papi", "酱", "唱片"))).isEmpty();
    }

    @Test
    void longerNameIsDetectedAndItsPartsAreNot() {
        readOrdinaryChinese();
        List<PhraseDetector.Found> found = new ArrayList<>();
        for (int article = 0; article < 6; article++) {
            found.addAll(found(touching("甲" + article, "奥", "利", "奥", "乙" + article)));
        }
        assertThat(found).extracting(PhraseDetector.Found::word).containsOnly("奥_利_奥");
    }

    @Test
    void unitOfMeasureThatOnlyFollowsNumbersIsNoName() {
        readOrdinaryChinese();
        for (int article = 0; article < 20; article++) {
            List<StreamToken> sentence = new ArrayList<>(touching("球队", "甲" + article));
            sentence.add(0, new StreamToken("支", TokenGap.NUMBER));
            sentence.set(1, new StreamToken("球队", TokenGap.ADJACENT));
            assertThat(found(sentence)).isEmpty();
        }
    }

    @Test
    void phraseOfDictionaryWordsMustReachTheHigherThresholds() {
        readOrdinaryChinese();
        for (int article = 0; article < 9; article++) {
            assertThat(found(touching("甲" + article, "字节", "跳动", "乙" + article)))
                    .isEmpty();
        }
        assertThat(found(touching("甲", "字节", "跳动", "乙"))).containsExactly(new PhraseDetector.Found("字节_跳动", 10));
    }

    @Test
    void englishPhraseIsDetectedUnlessItBeginsOrEndsWithAStopWord() {
        for (int sentence = 0; sentence < 2_000; sentence++) {
            found(spaced("some" + random.nextInt(900), "of", "the", "other" + random.nextInt(900)));
        }
        List<PhraseDetector.Found> found = new ArrayList<>();
        for (int article = 0; article < 30; article++) {
            found.addAll(found(spaced(
                    "word" + article,
                    "left" + random.nextInt(50),
                    "quantum",
                    "harbour",
                    "right" + random.nextInt(50),
                    "of",
                    "the",
                    "tail" + random.nextInt(50))));
        }
        assertThat(found).extracting(PhraseDetector.Found::word).containsOnly("quantum_harbour");
    }

    @Test
    void frequentWordsThatAreAdjacentByChanceAreNoPhrase() {
        for (int article = 0; article < 2_000; article++) {
            List<String> sentence = new ArrayList<>();
            for (int word = 0; word < 10; word++) {
                sentence.add("word" + random.nextInt(30));
            }
            assertThat(found(spaced(sentence.toArray(String[]::new)))).isEmpty();
        }
    }

    @Test
    void ngramWithAlwaysTheSameNeighbourIsNoCompound() {
        readOrdinaryChinese();
        for (int article = 0; article < 20; article++) {
            assertThat(found(touching("总", "新", "词汇", "丙" + article)))
                    .extracting(PhraseDetector.Found::word)
                    .doesNotContain("新_词汇");
        }
    }

    @Test
    void compoundThatLosesItsCohesionIsRejected() {
        readOrdinaryChinese();
        for (int article = 0; article < 3; article++) {
            found(touching("甲" + article, "papi", "酱", "乙" + article));
        }
        known.add("papi_酱");
        List<String> rejected = new ArrayList<>();
        for (int article = 0; article < 2_000; article++) {
            String[] sentence = article % 40 == 0
                    ? new String[] {"甲", "papi", "酱", "乙"}
                    : new String[] {"甲", "papi", "乙", "酱", "丙" + article};
            rejected.addAll(detector.learn(touching(sentence), STOP_WORDS).rejected());
        }
        assertThat(rejected).contains("papi_酱");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 1_000})
    void boundedMemoryEvictsAndNeverFails(int candidatesMax) {
        PhraseSettings.Rule lax = new PhraseSettings.Rule(2, 0, 1, .5, 10);
        PhraseDetector small = new PhraseDetector(new PhraseSettings(lax, lax, 1 << 10, candidatesMax, 10), known);
        for (int sentence = 0; sentence < 2_000; sentence++) {
            List<String> text = new ArrayList<>();
            for (int word = 0; word < 12; word++) {
                text.add("词" + random.nextInt(500));
            }
            small.learn(touching(text.toArray(String[]::new)), STOP_WORDS);
        }
        assertThat(known.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 120})
    void nameIsDetectedInASmallStreamAboutIt(int articles) {
        List<PhraseDetector.Found> found = new ArrayList<>();
        for (int article = 0; article < articles; article++) {
            for (int use = 0; use < 4; use++) {
                found.addAll(found(touching("词" + random.nextInt(400), "papi", "酱", "句" + random.nextInt(40))));
                found.addAll(found(touching("文" + random.nextInt(400), "短视", "频", "节" + random.nextInt(40))));
            }
            found.forEach(word -> known.add(word.word()));
        }
        assertThat(found).extracting(PhraseDetector.Found::word).containsOnly("papi_酱", "短视_频");
    }

    @Test
    void trendingWordsThatAreOftenAdjacentByChanceAreNoName() {
        for (int sentence = 0; sentence < 2_000; sentence++) {
            String[] text = new String[6];
            for (int word = 0; word < text.length; word++) {
                text[word] = random.nextInt(3) == 0 ? "酱" : random.nextInt(3) == 0 ? "papi" : "词" + random.nextInt(9);
            }
            assertThat(found(touching(text))).isEmpty();
        }
    }

    @Test
    void invalidLimitsAreRejected() {
        PhraseSettings.Rule rule = PhraseSettings.DEFAULTS.name();
        assertThatThrownBy(() -> new PhraseSettings(rule, rule, 1_000, 16, 1)).hasMessageContaining("ngramSlots");
        assertThatThrownBy(() -> new PhraseSettings(rule, rule, 1_500, 16, 1)).hasMessageContaining("power of two");
        assertThatThrownBy(() -> new PhraseSettings.Rule(1, 0, 50, .9, 10)).hasMessageContaining("countMin");
    }

    /** Reads 3,000 words of ordinary text, some of them 酱. */
    private void readOrdinaryChinese() {
        for (int sentence = 0; sentence < 300; sentence++) {
            String[] text = new String[10];
            for (int word = 0; word < text.length; word++) {
                text[word] = "词" + random.nextInt(400);
            }
            text[random.nextInt(10)] = sentence % 30 == 0 ? "酱" : "的";
            assertThat(found(touching(text))).isEmpty();
        }
    }

    private List<PhraseDetector.Found> found(List<StreamToken> sentence) {
        return detector.learn(sentence, STOP_WORDS).found();
    }

    public static List<StreamToken> touching(String... words) {
        return sentence(TokenGap.ADJACENT, words);
    }

    static List<StreamToken> spaced(String... words) {
        return sentence(TokenGap.SPACED, words);
    }

    private static List<StreamToken> sentence(TokenGap gap, String... words) {
        List<StreamToken> sentence = new ArrayList<>();
        for (String word : words) {
            sentence.add(new StreamToken(word, sentence.isEmpty() ? TokenGap.APART : gap));
        }
        return sentence;
    }
}
