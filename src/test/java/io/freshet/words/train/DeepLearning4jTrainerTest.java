package io.freshet.words.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.words.WordModel;
import io.freshet.words.WordTable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeepLearning4jTrainerTest {
    private static final SentenceSource CORPUS = SentenceSource.of(TopicCorpus.sentences(1_000, 1));

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final DeepLearning4jTrainer trainer = new DeepLearning4jTrainer(executor);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void trainingIsAbortedIfTheLibraryHangsWhileReadingSentences() {
        // The first pass counts words. The second pass, by the library, blocks at a sentence.
        AtomicInteger openings = new AtomicInteger();
        SentenceSource hanging = () -> {
            int opening = openings.incrementAndGet();
            return CORPUS.open().peek(sentence -> {
                if (opening > 1) {
                    waitForever();
                }
            });
        };
        DeepLearning4jTrainer shortLimit = new DeepLearning4jTrainer(executor, Duration.ofMillis(500));
        TrainingSettings settings = Word2VecTrainerTest.settings(WordAlgorithm.SKIP_GRAM, 1);
        assertThatThrownBy(() -> shortLimit.train(hanging, settings, TrainingProgress.Listener.NONE))
                .isInstanceOf(StalledTrainingException.class)
                .hasMessageContaining("deeplearning4j has made no progress");
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            throw new CancellationException("stopped");
        }
    }

    @Test
    void separatesTheSameTopicsAsWord2VecTrainer() throws IOException {
        TrainingSettings settings = Word2VecTrainerTest.settings(WordAlgorithm.SKIP_GRAM, 1);
        TrainingProgress.Listener none = TrainingProgress.Listener.NONE;
        WordTable library = trainer.train(CORPUS, settings, none);
        WordTable freshet = new Word2VecTrainer().train(CORPUS, settings, none);
        assertThat(library.vocabulary().words()).isEqualTo(freshet.vocabulary().words());
        assertThat(library.provenance().sourceHash())
                .isEqualTo(freshet.provenance().sourceHash());
        assertThat(TopicCorpus.separation(WordModel.of(library))).isGreaterThan(.5);
        assertThat(TopicCorpus.separation(WordModel.of(freshet))).isGreaterThan(.5);
    }

    @Test
    void rejectsCbowWhichWouldNeverEnd() {
        TrainingSettings settings = Word2VecTrainerTest.settings(WordAlgorithm.CBOW, 1);
        assertThatThrownBy(() -> trainer.train(CORPUS, settings, TrainingProgress.Listener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deeplearning4j cannot train CBOW");
    }
}
