package io.freshet.embedding;

/** How much a word tells, from how common it is in running text. */
final class TermWeights {
    /** Words in a typical article: turns the share of running text into a share of articles. */
    private static final double ARTICLE_WORDS = 400;
    /** A word the model does not know is rare, but how rare is unknown; a vocabulary ends at about this frequency. */
    private static final double FREQUENCY_UNKNOWN = 1e-6;

    private TermWeights() {}

    /**
     * The inverse document frequency, as the model of the words implies it: -ln of the probability that an article of 400
     * words holds a word that makes up {@code frequency} of running text, {@code 1 - (1 - frequency)^400}. No document
     * counts are needed, and words learned a minute ago have it too.
     *
     * @param frequency from 0 to 1, 0 for an unknown word
     * @return 0 or more: near 0 for "the", 6 for one in a million
     */
    static double inverseDocumentFrequency(double frequency) {
        double known = Math.min(.5, Math.max(frequency, FREQUENCY_UNKNOWN));
        return -Math.log(-Math.expm1(ARTICLE_WORDS * Math.log1p(-known)));
    }

    /** Smooth inverse frequency (Arora, Liang, Ma 2017): {@code smoothing / (smoothing + frequency)}. */
    static double smoothInverseFrequency(double frequency, double smoothing) {
        return smoothing / (smoothing + frequency);
    }
}
