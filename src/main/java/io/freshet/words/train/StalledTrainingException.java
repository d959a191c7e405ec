package io.freshet.words.train;

/** Signals that the training of word vectors has stopped making progress. Another trainer may succeed. */
public final class StalledTrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StalledTrainingException(String message) {
        super(message);
    }
}
