package io.freshet.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DeepLearning4jTrainerTest {
    private static final SentenceSource CORPUS = SentenceSource.of(TopicCorpus.sentences(1_000, 1));

    @Test
    void findsTheTopicsThatOurOwnTrainerFinds() throws IOException {
        TrainingSettings settings = Word2VecTrainerTest.settings(WordAlgorithm.SKIP_GRAM, 1);
        TrainingProgress.Listener none = TrainingProgress.Listener.NONE;
        WordTable theirs = new DeepLearning4jTrainer().train(CORPUS, settings, none);
        WordTable ours = new Word2VecTrainer().train(CORPUS, settings, none);
        assertThat(theirs.vocabulary().words()).isEqualTo(ours.vocabulary().words());
        assertThat(theirs.provenance().sourceHash()).isEqualTo(ours.provenance().sourceHash());
        assertThat(TopicCorpus.separation(WordModel.of(theirs))).isGreaterThan(.5);
        assertThat(TopicCorpus.separation(WordModel.of(ours))).isGreaterThan(.5);
    }

    @Test
    void refusesCbowWhichWouldNeverEnd() {
        TrainingSettings settings = Word2VecTrainerTest.settings(WordAlgorithm.CBOW, 1);
        assertThatThrownBy(() -> new DeepLearning4jTrainer().train(CORPUS, settings, TrainingProgress.Listener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deeplearning4j cannot train CBOW");
    }
}
