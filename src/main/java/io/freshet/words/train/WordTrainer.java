package io.freshet.words.train;

import io.freshet.words.WordTable;
import java.io.IOException;

/** Trains word vectors on a corpus. */
public interface WordTrainer {

    /**
     * Trains on the whole corpus. {@link Word2VecTrainer} on one thread gives the same vectors for the same corpus and
     * settings.
     *
     * @throws IOException if the corpus cannot be read
     * @throws IllegalArgumentException if this trainer does not support the settings, or no word of the corpus is
     *     frequent enough
     */
    WordTable train(SentenceSource corpus, TrainingSettings settings, TrainingProgress.Listener listener)
            throws IOException;
}
