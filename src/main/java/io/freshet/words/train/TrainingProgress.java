package io.freshet.words.train;

/**
 * Progress of the training of word vectors.
 *
 * @param fraction number of words read divided by the number of words of all epochs, from 0 to 1
 * @param words number of words of the corpus read so far, over all epochs
 * @param wordsPerSecond average throughput since the start, words per second
 * @param loss average loss of a pair (skip-gram) or window (CBOW) over the last ten thousand words or so, in nats; 0 if
 *     not measured
 */
public record TrainingProgress(double fraction, long words, double wordsPerSecond, double loss) {

    /**
     * Receives progress reports: at most one every two seconds, and one at the end. Called on a training thread or the
     * thread that started the training. Must not block for long.
     */
    @FunctionalInterface
    public interface Listener {
        void report(TrainingProgress progress);

        /** Ignores all reports. */
        Listener NONE = progress -> {};
    }
}
