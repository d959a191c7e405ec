package io.freshet.words.train;

import io.freshet.words.WordTable;
import java.io.IOException;

/** Trains word vectors on a corpus. */
public interface WordTrainer {

    /**
     * Trains vectors for the frequent words of a corpus and returns them. {@link Word2VecTrainer} on one thread gives
     * the same vectors for the same corpus and settings.
     *
     * @param listener receives the progress
     * @throws IOException if the corpus cannot be read
     * @throws IllegalArgumentException if this trainer does not support the settings, or fewer than two words of the
     *     corpus are frequent enough
     */
    WordTable train(SentenceSource corpus, TrainingSettings settings, TrainingProgress.Listener listener)
            throws IOException;
}
