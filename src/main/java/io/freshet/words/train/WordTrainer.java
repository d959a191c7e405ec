package io.freshet.words.train;

import io.freshet.words.WordTable;
import java.io.IOException;

/** Makes word vectors of a corpus. */
public interface WordTrainer {

    /**
     * Trains on the whole corpus. The same corpus and settings give the same vectors.
     *
     * @throws IOException if the corpus cannot be read
     * @throws IllegalArgumentException if this trainer does not support the settings, or no word of the corpus is
     *     frequent enough
     */
    WordTable train(SentenceSource corpus, TrainingSettings settings, TrainingProgress.Listener listener)
            throws IOException;
}
