package io.freshet.words.online;

import io.freshet.vector.Ranges;
import io.freshet.words.phrase.PhraseSettings;

/**
 * Settings of learning words from the stream of articles.
 *
 * @param dimension components of a word vector if there is no base model, 2 to 1024; a base model's dimension overrides
 *     it
 * @param seed of all random choices, combined with the position of the article
 * @param priorWords weight of the base model's word frequencies, in words of the stream, at least 1
 * @param training learning rates and sampling
 * @param newWords how words that the base model does not have are added and evicted
 * @param compounds how words of several parts are detected
 * @param drift when snapshots of learned words are taken and when the words are rolled back
 */
public record WordSettings(
        int dimension,
        long seed,
        long priorWords,
        Training training,
        NewWords newWords,
        PhraseSettings compounds,
        DriftSettings drift) {

    /** Largest learning rate that may be set, several times a good value; with higher rates vectors diverge. */
    public static final double RATE_MAX = .2;

    /** The default settings. */
    public static final WordSettings DEFAULTS = new WordSettings(
            100, 1, 1_000_000, Training.DEFAULTS, NewWords.DEFAULTS, PhraseSettings.DEFAULTS, DriftSettings.DEFAULTS);

    /**
     * Settings of skip-gram training: learning rates, subsampling and negative samples.
     *
     * @param newWordRate learning rate of a word's first use, above 0 and at most {@link #RATE_MAX}
     * @param oldWordRate upper bound of the learning rate of a word of the base model, 0 to {@link #RATE_MAX}
     * @param halfRateCount uses, in the base corpus and the stream together, after which the learning rate of a word is
     *     half of {@code newWordRate}, at least 1
     * @param sample frequency above which uses of a word are skipped at random, 1e-6 to 1
     * @param negativePool negative samples drawn per article, from which all its training steps pick, 5 to 4096; bounds
     *     the number of words that one article updates
     */
    public record Training(
            double newWordRate, double oldWordRate, long halfRateCount, double sample, int negativePool) {

        static final Training DEFAULTS = new Training(.05, .005, 200, 1e-4, 64);

        public Training {
            Ranges.check("newWordRate", newWordRate, Double.MIN_VALUE, RATE_MAX);
            Ranges.check("oldWordRate", oldWordRate, 0, RATE_MAX);
            Ranges.check("halfRateCount", halfRateCount, 1, Long.MAX_VALUE);
            Ranges.check("sample", sample, 1e-6, 1);
            Ranges.check("negativePool", negativePool, ArticleTraining.NEGATIVES, 4096);
        }

        /**
         * Copy of these settings with other learning rates, for new words and for words of the base model.
         *
         * @param newRate {@link #newWordRate()}
         * @param oldRate {@link #oldWordRate()}
         */
        public Training withRates(double newRate, double oldRate) {
            return new Training(newRate, oldRate, halfRateCount, sample, negativePool);
        }
    }

    /**
     * Settings of how words that the base model does not have are admitted and evicted.
     *
     * @param admissionCount use at which a new word is admitted to the vocabulary, 1 to 15
     * @param wordsMax largest number of new words, 1 to 10,000,000; above it the word idle for longest is evicted
     * @param idleMillis time without use after which a new word is evicted, milliseconds, at least 1
     */
    public record NewWords(int admissionCount, int wordsMax, long idleMillis) {

        static final NewWords DEFAULTS = new NewWords(3, 50_000, 60L * 24 * 3600 * 1000);

        public NewWords {
            Ranges.check("admissionCount", admissionCount, 1, CountSketch.COUNT_MAX);
            Ranges.check("wordsMax", wordsMax, 1, 10_000_000);
            Ranges.check("idleMillis", idleMillis, 1, Long.MAX_VALUE);
        }

        /** Copy of these settings in which a new word is admitted at its {@code count}th use. */
        public NewWords withAdmissionCount(int count) {
            return new NewWords(count, wordsMax, idleMillis);
        }
    }

    public WordSettings {
        Ranges.check("dimension", dimension, 2, 1024);
        Ranges.check("priorWords", priorWords, 1, Long.MAX_VALUE);
        if (training.halfRateCount() < newWords.admissionCount()) {
            throw new IllegalArgumentException("halfRateCount is " + training.halfRateCount()
                    + ", expected at least the admissionCount " + newWords.admissionCount());
        }
    }

    /** Copy of these settings with another vector dimension. */
    public WordSettings withDimension(int newDimension) {
        return new WordSettings(newDimension, seed, priorWords, training, newWords, compounds, drift);
    }

    /** Copy of these settings with other learning rates and sampling. */
    public WordSettings withTraining(Training newTraining) {
        return new WordSettings(dimension, seed, priorWords, newTraining, newWords, compounds, drift);
    }

    /** Copy of these settings with other rules for admitting and evicting new words. */
    public WordSettings withNewWords(NewWords newNewWords) {
        return new WordSettings(dimension, seed, priorWords, training, newNewWords, compounds, drift);
    }

    /** Copy of these settings with other settings for detecting compounds, words of several tokens. */
    public WordSettings withCompounds(PhraseSettings newCompounds) {
        return new WordSettings(dimension, seed, priorWords, training, newWords, newCompounds, drift);
    }

    /** Copy of these settings with other settings for snapshots and rollbacks. */
    public WordSettings withDrift(DriftSettings newDrift) {
        return new WordSettings(dimension, seed, priorWords, training, newWords, compounds, newDrift);
    }
}
