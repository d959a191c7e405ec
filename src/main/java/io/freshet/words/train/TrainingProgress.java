package io.freshet.words.train;

/**
 * How far a training has come.
 *
 * @param fraction of all words of all epochs, from 0 to 1
 * @param words of the corpus read so far, over all epochs
 * @param wordsPerSecond average since training began
 * @param loss average of a pair (skip-gram) or window (CBOW) over the last some thousand words, in nats; 0 where none was
 *     trained
 */
public record TrainingProgress(double fraction, long words, double wordsPerSecond, double loss) {

    /** Receives the progress. Called from the training thread, every few seconds at most, and must not block for long. */
    @FunctionalInterface
    public interface Listener {
        void report(TrainingProgress progress);

        /** Nobody. */
        Listener NONE = progress -> {};
    }
}
