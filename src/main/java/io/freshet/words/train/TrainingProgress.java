package io.freshet.words.train;

/**
 * Progress of a training.
 *
 * @param fraction words read by words of all epochs, from 0 to 1
 * @param words number of words of the corpus read so far, over all epochs
 * @param wordsPerSecond average throughput since the start
 * @param loss average loss of a pair (skip-gram) or window (CBOW) over the last ten thousand words or so, in nats; 0 if
 *     no pair was trained
 */
public record TrainingProgress(double fraction, long words, double wordsPerSecond, double loss) {

    /** Receives progress reports, at most every two seconds, on a training thread. Must not block for long. */
    @FunctionalInterface
    public interface Listener {
        void report(TrainingProgress progress);

        /** Ignores all reports. */
        Listener NONE = progress -> {};
    }
}
