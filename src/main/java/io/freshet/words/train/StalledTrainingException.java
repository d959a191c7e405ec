package io.freshet.words.train;

/** A training that no longer makes progress, and never will: another trainer may. */
public final class StalledTrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StalledTrainingException(String message) {
        super(message);
    }
}
