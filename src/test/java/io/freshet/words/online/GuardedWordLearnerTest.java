package io.freshet.words.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.text.StreamToken;
import io.freshet.vector.FloatVector;
import io.freshet.words.LearnedWord;
import io.freshet.words.MapLearnedWords;
import io.freshet.words.WordModel;
import io.freshet.words.WordModelUpdate;
import io.freshet.words.train.TopicCorpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GuardedWordLearnerTest {
    private static final int DIMENSION = 20;

    private static WordModel base;

    private final MapLearnedWords words = new MapLearnedWords();
    private final MapSnapshotWords snapshot = new MapSnapshotWords();
    private final List<String> notifications = new ArrayList<>();

    private static final class MapSnapshotWords implements SnapshotWordStore {
        private final Map<String, Optional<LearnedWord>> entries = new TreeMap<>();

        @Override
        public void put(String word, Optional<LearnedWord> before) {
            entries.put(word, before);
        }

        @Override
        public void forEach(BiConsumer<String, Optional<LearnedWord>> visitor) {
            entries.forEach(visitor);
        }

        @Override
        public void clear() {
            entries.clear();
        }
    }

    @BeforeAll
    static void trainBase() throws IOException {
        base = TopicCorpus.model();
    }

    @Test
    void rollbackRestoresEveryWordOfTheSnapshotAndReportsEveryChange() {
        GuardedWordLearner learner = learner(WordLearningState.NONE, new DriftSettings(1_000, .9, 0));
        learn(learner, 0, 40);
        learner.snapshot();
        Map<String, LearnedWord> before = new HashMap<>(words.words());
        double drift = learner.drift();
        List<LearnedWord> changed = new ArrayList<>();
        for (int article = 40; article < 80; article++) {
            changed.addAll(learner.learn(article(article, "later"), "en", article, article)
                    .changed());
        }
        assertThat(words.words()).isNotEqualTo(before).containsKey("later");

        WordUpdates updates = learner.rollBack();

        assertThat(words.words()).isEqualTo(before);
        assertThat(learner.drift()).isEqualTo(drift);
        assertThat(updates.removed()).contains("later");
        assertThat(updates.changed())
                .allSatisfy(word -> assertThat(before.get(word.word())).isEqualTo(word));
        List<String> touched = new ArrayList<>(updates.removed());
        updates.changed().forEach(word -> touched.add(word.word()));
        assertThat(touched).containsAll(changed.stream().map(LearnedWord::word).toList());
        assertThat(learner.state()).isEqualTo(new WordLearningState(80, 79, 80, 1, 1));
        assertThat(notifications).containsExactly("snapshot", "rolled back");
    }

    @Test
    void rollbackWithoutASnapshotReturnsToTheBaseModel() {
        GuardedWordLearner learner = learner(WordLearningState.NONE, new DriftSettings(1_000, .9, 0));
        learn(learner, 0, 20);
        learner.rollBack();
        assertThat(words.words()).isEmpty();
        assertThat(learner.drift()).isOne();
    }

    @Test
    void snapshotsAreTakenAtIntervalsAndOnlyWhileTheSpaceIsHealthy() {
        GuardedWordLearner learner = learner(WordLearningState.NONE, new DriftSettings(10, .5, 0));
        learn(learner, 0, 35);
        assertThat(learner.state().snapshots()).isEqualTo(3);
        assertThat(learner.state().snapshotArticles()).isEqualTo(30);

        GuardedWordLearner never = learner(WordLearningState.NONE, new DriftSettings(10, 1, 0));
        learn(never, 0, 35);
        assertThat(never.state().snapshots()).isZero();
    }

    @Test
    void textThatDestroysTheSpaceIsRolledBackAndCounted() {
        GuardedWordLearner learner = learner(WordLearningState.NONE, new DriftSettings(10, .9, .88));
        learn(learner, 0, 20);
        assertThat(learner.state().snapshots()).isPositive();
        List<List<String>> shuffled = TopicCorpus.shuffled(1_500, 4);
        for (int article = 0; article < shuffled.size() && learner.state().rollbacks() == 0; article++) {
            List<List<StreamToken>> sentences = WordLearnerTest.running(shuffled.get(article));
            learner.learn(sentences, "en", 20 + article, 20 + article);
            assertThat(learner.drift()).isGreaterThanOrEqualTo(.88);
        }
        assertThat(learner.state().rollbacks()).isOne();
        assertThat(notifications).endsWith("rolled back");
    }

    @Test
    void restartedLearnerRollsBackToTheSameSnapshot() {
        DriftSettings settings = new DriftSettings(1_000, .9, 0);
        GuardedWordLearner learner = learner(WordLearningState.NONE, settings);
        learn(learner, 0, 30);
        learner.snapshot();
        Map<String, LearnedWord> before = new HashMap<>(words.words());
        learn(learner, 30, 40);

        GuardedWordLearner restarted = learner(learner.state(), settings);
        learn(restarted, 40, 50);
        assertThat(restarted.state()).isEqualTo(new WordLearningState(50, 49, 30, 1, 0));
        restarted.rollBack();

        assertThat(words.words()).isEqualTo(before);
    }

    @Test
    void updatedModelHasTheCurrentVectorOfEveryWord() {
        GuardedWordLearner learner = learner(WordLearningState.NONE, DriftSettings.DEFAULTS);
        for (int article = 0; article < 10; article++) {
            learner.learn(article(article, "novel"), "en", article, article);
        }
        WordModel updated = WordModel.of(WordModelUpdate.of(base, words, base.provenance()));

        assertThat(updated.vocabulary().size()).isEqualTo(base.vocabulary().size() + 1);
        assertThat(updated.hasOutput()).isTrue();
        float[] vector = new float[DIMENSION];
        for (String word : List.of("novel", TopicCorpus.word(0, 1), TopicCorpus.word(3, 1))) {
            assertThat(updated.copyVector(word, vector)).isTrue();
            float[] expected = new float[DIMENSION];
            FloatVector current = words.get(word).map(LearnedWord::input).orElseGet(() -> {
                base.copyVector(word, expected);
                return FloatVector.copyOf(expected);
            });
            assertThat(FloatVector.copyOf(vector)).isEqualTo(current);
        }
        long learned =
                words.words().values().stream().mapToLong(LearnedWord::count).sum();
        assertThat(updated.vocabulary().corpusWords())
                .isEqualTo(base.vocabulary().corpusWords() + learned);
    }

    private GuardedWordLearner learner(WordLearningState state, DriftSettings drift) {
        WordSettings settings = WordLearnerTest.SETTINGS
                .withTraining(new WordSettings.Training(.1, .1, 200, 1, 16))
                .withNewWords(new WordSettings.NewWords(3, 1_000, 1_000_000))
                .withDrift(drift);
        return new GuardedWordLearner(
                base, words, snapshot, state, settings, new GuardedWordLearner.SnapshotListener() {
                    @Override
                    public void snapshotTaken() {
                        notifications.add("snapshot");
                    }

                    @Override
                    public void rolledBack() {
                        notifications.add("rolled back");
                    }
                });
    }

    private static void learn(GuardedWordLearner learner, int from, int to) {
        for (int article = from; article < to; article++) {
            learner.learn(article(article, "common0"), "en", article, article);
        }
    }

    private static List<List<StreamToken>> article(int number, String word) {
        List<String> sentence = TopicCorpus.sentence(number % TopicCorpus.TOPICS, new Random(number));
        sentence.set(number % sentence.size(), word);
        return WordLearnerTest.running(sentence);
    }
}
