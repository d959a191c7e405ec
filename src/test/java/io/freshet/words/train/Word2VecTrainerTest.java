package io.freshet.words.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.words.WordModel;
import io.freshet.words.WordModelBytes;
import io.freshet.words.WordTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Word2VecTrainerTest {
    private static final SentenceSource CORPUS = SentenceSource.of(TopicCorpus.sentences(3_000, 1));

    private final Word2VecTrainer trainer = new Word2VecTrainer();

    @ParameterizedTest
    @EnumSource(WordAlgorithm.class)
    void wordsOfOneTopicAreMoreSimilarThanWordsOfDifferentTopics(WordAlgorithm algorithm) throws IOException {
        WordModel model = WordModel.of(trainer.train(CORPUS, settings(algorithm, 1), TrainingProgress.Listener.NONE));
        assertThat(TopicCorpus.separation(model)).isGreaterThan(.5);
    }

    @ParameterizedTest
    @EnumSource(WordAlgorithm.class)
    void equalSeedsGiveEqualModelsAndDifferentSeedsDifferentModels(WordAlgorithm algorithm) throws IOException {
        TrainingProgress.Listener none = TrainingProgress.Listener.NONE;
        String first = WordModelBytes.fingerprint(trainer.train(CORPUS, settings(algorithm, 1), none));
        String again = WordModelBytes.fingerprint(trainer.train(CORPUS, settings(algorithm, 1), none));
        String other = WordModelBytes.fingerprint(trainer.train(CORPUS, settings(algorithm, 2), none));
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(WordAlgorithm.class)
    void hierarchicalSoftmaxSeparatesTopicsToo(WordAlgorithm algorithm) throws IOException {
        TrainingSettings settings = settings(algorithm, WordObjective.HIERARCHICAL_SOFTMAX, 1);
        WordTable table = trainer.train(CORPUS, settings, TrainingProgress.Listener.NONE);
        assertThat(TopicCorpus.separation(WordModel.of(table))).isGreaterThan(.5);
        assertThat(table.hasOutput()).isFalse();
        assertThat(table.provenance().settings()).containsEntry("objective", "HIERARCHICAL_SOFTMAX");
    }

    @ParameterizedTest
    @EnumSource(WordAlgorithm.class)
    void severalThreadsTogetherTrainOnTheWholeCorpus(WordAlgorithm algorithm) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            List<TrainingProgress> reports = Collections.synchronizedList(new ArrayList<>());
            WordTable table = new Word2VecTrainer(3, executor).train(CORPUS, settings(algorithm, 1), reports::add);
            assertThat(TopicCorpus.separation(WordModel.of(table))).isGreaterThan(.5);
            assertThat(reports.get(reports.size() - 1).words()).isEqualTo(3L * 3_000 * 12);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void failureOfAnotherThreadReachesTheCaller() {
        Word2VecTrainer failing = new Word2VecTrainer(2, task -> {
            throw new IllegalStateException("no threads left");
        });
        assertThatThrownBy(() -> failing.train(CORPUS, settings(WordAlgorithm.CBOW, 1), TrainingProgress.Listener.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no threads left");
    }

    @Test
    void provenanceHasTrainerSettingsAndHashOfTheCorpus() throws IOException {
        TrainingSettings settings = settings(WordAlgorithm.SKIP_GRAM, 1);
        WordTable.Provenance provenance =
                trainer.train(CORPUS, settings, TrainingProgress.Listener.NONE).provenance();
        assertThat(provenance.trainer()).isEqualTo("freshet");
        assertThat(provenance.settings()).isEqualTo(settings.toMap());
        assertThat(provenance.sourceHash()).hasSize(64);
        assertThat(provenance.steps()).isPositive();
    }

    @Test
    void lastReportCoversAllWordsAndShowsALowerLoss() throws IOException {
        List<TrainingProgress> reports = new ArrayList<>();
        trainer.train(CORPUS, settings(WordAlgorithm.SKIP_GRAM, 1), reports::add);
        TrainingProgress last = reports.get(reports.size() - 1);
        assertThat(last.fraction()).isOne();
        assertThat(last.words()).isEqualTo(3L * 3_000 * 12);
        assertThat(last.wordsPerSecond()).isPositive();
        // The loss of each of the six targets is ln 2 before training.
        assertThat(last.loss()).isPositive().isLessThan(6 * Math.log(2));
    }

    @Test
    void rejectsACorpusWithoutFrequentWords() {
        SentenceSource corpus = SentenceSource.of(List.of(List.of("a", "b", "a")));
        assertThatThrownBy(() -> trainer.train(corpus, TrainingSettings.DEFAULTS, TrainingProgress.Listener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the corpus of 3 words has 0 that occur 5 times or more; training needs at least 2");
    }

    @Test
    void readErrorOfTheCorpusReachesTheCallerAndTheCorpusIsClosed() {
        boolean[] closed = new boolean[1];
        SentenceSource corpus = () -> Stream.of(List.of("a"))
                .<List<String>>map(sentence -> {
                    throw new UncheckedIOException(new IOException("disk gone"));
                })
                .onClose(() -> closed[0] = true);
        assertThatThrownBy(() -> trainer.train(corpus, TrainingSettings.DEFAULTS, TrainingProgress.Listener.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage("disk gone");
        assertThat(closed[0]).isTrue();
    }

    @Test
    void subsamplingKeepsAllRareWordsAndAShareOfFrequentWords() {
        assertThat(TrainingRun.keepProbability(1e-4, 1e-3)).isOne();
        // (sqrt(100) + 1) / 100
        assertThat(TrainingRun.keepProbability(.1, 1e-3)).isEqualTo(.11, within(1e-9));
        assertThat(TrainingRun.keepProbability(.1, 0)).isOne();
    }

    static TrainingSettings settings(WordAlgorithm algorithm, long seed) {
        return settings(algorithm, WordObjective.NEGATIVE_SAMPLING, seed);
    }

    private static TrainingSettings settings(WordAlgorithm algorithm, WordObjective objective, long seed) {
        return new TrainingSettings(
                algorithm,
                objective,
                20,
                new TrainingSettings.Sampling(5, 5, 0),
                new TrainingSettings.VocabularyLimits(1, 1_000),
                new TrainingSettings.Schedule(.05, 3),
                seed);
    }
}
