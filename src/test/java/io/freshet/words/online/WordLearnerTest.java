package io.freshet.words.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.text.StreamToken;
import io.freshet.text.TokenGap;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import io.freshet.words.LayeredWordVectors;
import io.freshet.words.LearnedWord;
import io.freshet.words.MapLearnedWords;
import io.freshet.words.WordModel;
import io.freshet.words.phrase.PhraseDetectorTest;
import io.freshet.words.phrase.PhraseSettings;
import io.freshet.words.train.TopicCorpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WordLearnerTest {
    private static final int DIMENSION = 20;
    static final WordSettings SETTINGS = new WordSettings(
            DIMENSION,
            7,
            10_000,
            new WordSettings.Training(.05, .0075, 200, 1, 16),
            new WordSettings.NewWords(3, 1_000, 1_000),
            PhraseSettings.DEFAULTS,
            DriftSettings.DEFAULTS);

    private static WordModel base;

    private final MapLearnedWords store = new MapLearnedWords();

    @BeforeAll
    static void trainBase() throws IOException {
        base = TopicCorpus.model();
    }

    @Test
    void newWordIsAdmittedAtItsThirdUse() {
        WordLearner learner = new WordLearner(base, store, SETTINGS);
        assertThat(learner.learn(running(articleWith("novel")), "en", 1, 0).admitted())
                .isEmpty();
        assertThat(learner.learn(running(articleWith("novel")), "en", 2, 1).admitted())
                .isEmpty();
        assertThat(store.words()).doesNotContainKey("novel");
        WordUpdates third = learner.learn(running(articleWith("novel")), "en", 3, 2);
        assertThat(third.admitted()).containsExactly("novel");
        assertThat(third.changed()).extracting(LearnedWord::word).contains("novel");
        assertThat(store.get("novel").orElseThrow().count()).isEqualTo(3);
        assertThat(store.get("novel").orElseThrow().lastSeenMillis()).isEqualTo(3);
        assertThat(learner.learnedWords()).isOne();
    }

    @Test
    void newWordStartsAmongItsContextWordsAtHalfTheAverageNorm() {
        WordLearner learner = new WordLearner(base, store, rates(1e-9, 0));
        learner.learn(running(articleWith("novel"), articleWith("novel"), articleWith("novel")), "en", 1, 0);
        float[] vector = store.get("novel").orElseThrow().input().toArray();
        double norms = 0;
        for (int index = 0; index < base.vocabulary().size(); index++) {
            float[] other = new float[DIMENSION];
            base.copyInput(index, other, 0);
            norms += VectorMath.norm(other);
        }
        double average = norms / base.vocabulary().size();
        assertThat((double) VectorMath.norm(vector)).isCloseTo(average / 2, within(1e-3));
        assertThat(closestTopic(vector)).isZero();
    }

    @Test
    void newWordIsLearnedIntoTheTopicOfItsArticles() {
        WordLearner learner = new WordLearner(base, store, SETTINGS);
        Random random = new Random(3);
        for (int article = 0; article < 200; article++) {
            List<String> sentence = TopicCorpus.sentence(2, random);
            sentence.set(random.nextInt(sentence.size()), "novel");
            learner.learn(running(sentence), "en", article, article);
        }
        float[] vector = store.get("novel").orElseThrow().input().toArray();
        assertThat(closestTopic(vector)).isEqualTo(2);
        assertThat(topicCosine(vector, 2)).isGreaterThan(.5);
    }

    @Test
    void separateRatesKeepOldWordsInPlaceAndOneHighRateDoesNot() {
        WordLearner separate = new WordLearner(base, store, SETTINGS);
        WordLearner high = new WordLearner(base, new MapLearnedWords(), rates(.2, .2));
        List<List<String>> shuffled = TopicCorpus.shuffled(150, 4);
        for (int article = 0; article < shuffled.size(); article++) {
            separate.learn(running(shuffled.get(article)), "en", article, article);
            high.learn(running(shuffled.get(article)), "en", article, article);
        }
        assertThat(separate.drift()).isGreaterThan(.9).isLessThan(1);
        assertThat(high.drift()).isLessThan(separate.drift() - .1);
    }

    @Test
    void onlyChangedWordsAreStoredAndOnlyWordsOfTheArticleAreReported() {
        WordLearner learner = new WordLearner(base, store, SETTINGS);
        List<String> article = List.of(TopicCorpus.word(0, 0), TopicCorpus.word(0, 1), "unknown");
        WordUpdates updates = learner.learn(running(article), "en", 5, 0);
        assertThat(updates.changed())
                .extracting(LearnedWord::word)
                .containsExactly(TopicCorpus.word(0, 0), TopicCorpus.word(0, 1));
        assertThat(store.words().values()).containsExactlyInAnyOrderElementsOf(updates.changed());
        assertThat(store.puts()).isEqualTo(2);
    }

    @Test
    void restartedLearnerComputesTheSameNumbers() {
        // Words are admitted at their first use, because a restart loses counts before admission.
        WordSettings settings = SETTINGS.withTraining(new WordSettings.Training(.05, .0075, 200, 1e-3, 16))
                .withNewWords(new WordSettings.NewWords(1, 30, 40));
        MapLearnedWords restarted = new MapLearnedWords();
        WordLearner whole = new WordLearner(WordModel.empty(DIMENSION), store, settings);
        List<List<String>> sentences = TopicCorpus.sentences(300, 11);
        long clockMillis = 0;
        for (int article = 0; article < sentences.size(); article++) {
            WordUpdates expected = whole.learn(running(sentences.get(article)), "en", article, article);
            WordLearner restartedLearner = article == 0
                    ? new WordLearner(WordModel.empty(DIMENSION), restarted, settings)
                    : new WordLearner(WordModel.empty(DIMENSION), restarted, settings, clockMillis);
            assertThat(restartedLearner.learn(running(sentences.get(article)), "en", article, article))
                    .isEqualTo(expected);
            clockMillis = restartedLearner.clockMillis();
        }
        assertThat(restarted.words()).isEqualTo(store.words());
    }

    @Test
    void idleNewWordsAreEvictedAndWordsOfTheBaseModelAreNot() {
        WordLearner learner = new WordLearner(base, store, SETTINGS);
        learner.learn(running(articleWith("novel"), articleWith("novel"), articleWith("novel")), "en", 1_000, 0);
        List<String> plain = TopicCorpus.sentence(1, new Random(1));
        int words = store.words().size();
        for (int article = 1; article <= 100; article++) {
            assertThat(learner.learn(running(plain), "en", 9_000, article).removed())
                    .isEmpty();
        }
        assertThat(learner.learn(running(plain), "en", 9_000, 101).removed()).containsExactly("novel");
        assertThat(store.words()).doesNotContainKey("novel").hasSizeGreaterThanOrEqualTo(words - 1);
        assertThat(learner.learnedWords()).isZero();
    }

    @Test
    void fullVocabularyEvictsTheWordIdleForLongest() {
        WordSettings settings = SETTINGS.withNewWords(new WordSettings.NewWords(1, 2, 1_000_000));
        WordLearner learner = new WordLearner(base, store, settings);
        learner.learn(running(List.of("first")), "en", 1, 0);
        learner.learn(running(List.of("second")), "en", 2, 1);
        learner.learn(running(List.of("first")), "en", 3, 2);
        WordUpdates updates = learner.learn(running(List.of("third")), "en", 4, 3);
        assertThat(updates.removed()).containsExactly("second");
        assertThat(store.words()).containsOnlyKeys("first", "third");
    }

    @Test
    void learnsTheTopicsWithoutAnyBaseModel() {
        WordSettings settings = SETTINGS.withTraining(new WordSettings.Training(.1, .05, 1_000, 1, 16))
                .withNewWords(new WordSettings.NewWords(3, 1_000, 1_000_000));
        LayeredWordVectors layered = LayeredWordVectors.over(WordModel.empty(DIMENSION), settings.priorWords());
        WordLearner learner = new WordLearner(layered.base(), store, settings);
        List<List<String>> sentences = TopicCorpus.sentences(4_000, 5);
        for (int article = 0; article < sentences.size(); article++) {
            learner.learn(running(sentences.get(article)), "en", article, article)
                    .changed()
                    .forEach(layered.overlay()::put);
        }
        assertThat(TopicCorpus.separation(layered)).isGreaterThan(.4);
        assertThat(learner.drift()).isOne();
    }

    @Test
    void disorderAndGapsEvictNoWords() {
        WordLearner learner = new WordLearner(base, store, SETTINGS);
        learner.learn(running(articleWith("novel"), articleWith("novel"), articleWith("novel")), "en", 1_000, 0);
        List<String> plain = TopicCorpus.sentence(1, new Random(1));
        for (int article = 1; article <= 300; article++) {
            long nowMillis = article % 2 == 0 ? 1_000 : 5_000_000;
            assertThat(learner.learn(running(plain), "en", nowMillis, article).removed())
                    .isEmpty();
        }
        assertThat(learner.learn(running(plain), "en", 9_000_000, 301).removed())
                .isEmpty();
    }

    @Test
    void coinedNameIsAdmittedWithItsCountAndReadAsOneWordAfterwards() {
        WordLearner learner = new WordLearner(base, store, SETTINGS);
        for (int article = 0; article < 60; article++) {
            learner.learn(
                    List.of(apart(TopicCorpus.sentence(article % 4, new Random(article)))), "en", article, article);
        }
        List<String> admitted = new ArrayList<>();
        for (int article = 0; article < 3; article++) {
            admitted.addAll(learner.learn(List.of(coined(article)), "en", 100 + article, 100 + article)
                    .admitted());
        }
        assertThat(admitted).contains("papi_酱");
        assertThat(learner.learnedCompounds()).isOne();
        assertThat(store.get("papi_酱").orElseThrow().count()).isEqualTo(3);
        assertThat(closestTopic(store.get("papi_酱").orElseThrow().input().toArray()))
                .isEqualTo(2);

        learner.learn(List.of(coined(9)), "en", 200, 200);
        assertThat(store.get("papi_酱").orElseThrow().count()).isEqualTo(4);
        WordLearner restarted = new WordLearner(base, store, SETTINGS, learner.clockMillis());
        restarted.learn(List.of(coined(10)), "en", 201, 201);
        assertThat(store.get("papi_酱").orElseThrow().count()).isEqualTo(5);
    }

    @Test
    void compoundsAboveTheLimitAreEvictedByIdleTime() {
        PhraseSettings.Rule lax = new PhraseSettings.Rule(2, 0, 1, .1, 10);
        WordSettings settings = SETTINGS.withNewWords(SETTINGS.newWords().withAdmissionCount(1))
                .withCompounds(new PhraseSettings(lax, lax, 1 << 12, 1_000, 2));
        WordLearner learner = new WordLearner(base, store, settings);
        List<String> removed = new ArrayList<>();
        for (int article = 0; article < 12; article++) {
            removed.addAll(learner.learn(
                            List.of(PhraseDetectorTest.touching("前" + article, "名" + article / 2, "字", "后" + article)),
                            "en",
                            article,
                            article)
                    .removed());
        }
        assertThat(learner.learnedCompounds()).isEqualTo(2);
        assertThat(removed).contains("名0_字");
    }

    /** An article of topic 2 with a name of two adjacent tokens. */
    private static List<StreamToken> coined(int article) {
        List<StreamToken> sentence = new ArrayList<>(apart(TopicCorpus.sentence(2, new Random(article))));
        sentence.add(1 + article % 5, new StreamToken("papi", TokenGap.SPACED));
        sentence.add(2 + article % 5, new StreamToken("酱", TokenGap.ADJACENT));
        sentence.set(3 + article % 5, new StreamToken(TopicCorpus.word(2, article), TokenGap.SPACED));
        return sentence;
    }

    @Test
    void invalidWordsAreSkippedAndLongArticlesAreTruncated() {
        WordSettings settings = SETTINGS.withNewWords(new WordSettings.NewWords(1, 10_000, 1_000));
        WordLearner learner = new WordLearner(base, store, settings);
        List<String> words = new ArrayList<>(List.of(" ", "a\u0000b", "x".repeat(300)));
        List<String> valid =
                IntStream.range(0, 2_500).mapToObj(number -> "w" + number).toList();
        words.addAll(valid);
        WordUpdates updates = learner.learn(running(words, List.of()), "en", 1, 0);
        assertThat(updates.admitted()).isEqualTo(valid.subList(0, 2_000));
        assertThat(learner.learn(List.of(), "en", 1, 1)).isEqualTo(WordUpdates.NONE);
    }

    @Test
    void storeOfAnotherDimensionIsRejected() {
        FloatVector vector = FloatVector.copyOf(new float[] {1, 2, 3});
        store.put(new LearnedWord("word", 1, 1, vector, vector));
        assertThatThrownBy(() -> new WordLearner(base, store, SETTINGS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stored word word has dimension 3, the base model 20");
    }

    /** Sentences of words separated by punctuation, which form no compounds. */
    @SafeVarargs
    static List<List<StreamToken>> running(List<String>... sentences) {
        List<List<StreamToken>> running = new ArrayList<>();
        for (List<String> sentence : sentences) {
            running.add(apart(sentence));
        }
        return running;
    }

    private static List<StreamToken> apart(List<String> sentence) {
        return sentence.stream()
                .map(word -> new StreamToken(word, TokenGap.APART))
                .toList();
    }

    private static WordSettings rates(double newWordRate, double oldWordRate) {
        return SETTINGS.withTraining(SETTINGS.training().withRates(newWordRate, oldWordRate));
    }

    /** The word among words of topic 0. */
    private static List<String> articleWith(String word) {
        return List.of(TopicCorpus.word(0, 1), TopicCorpus.word(0, 2), word, TopicCorpus.word(0, 3));
    }

    private static int closestTopic(float[] vector) {
        int closest = 0;
        for (int topic = 1; topic < TopicCorpus.TOPICS; topic++) {
            closest = topicCosine(vector, topic) > topicCosine(vector, closest) ? topic : closest;
        }
        return closest;
    }

    private static double topicCosine(float[] vector, int topic) {
        double sum = 0;
        float[] other = new float[DIMENSION];
        for (int index = 0; index < TopicCorpus.WORDS_PER_TOPIC; index++) {
            base.copyVector(TopicCorpus.word(topic, index), other);
            sum += VectorMath.cosine(vector, other);
        }
        return sum / TopicCorpus.WORDS_PER_TOPIC;
    }
}
