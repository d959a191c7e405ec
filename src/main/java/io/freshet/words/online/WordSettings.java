package io.freshet.words.online;

import io.freshet.vector.Ranges;
import io.freshet.words.phrase.PhraseSettings;

/**
 * How words go on being learned from the stream of articles.
 *
 * @param dimension components of a word vector where there is no base model, 2 to 1024; with a base model its dimension
 *     is in force
 * @param window most words to either side that count as neighbours, 1 to 20
 * @param negatives noise words per pair of neighbours, 1 to 20
 * @param noiseWords noise words drawn per article, from which those of its pairs are picked, {@code negatives} to 4096:
 *     it bounds the words that one article touches
 * @param sample words with a larger share of running text than this are skipped at random, 1e-6 to 1
 * @param newWordRate learning rate of a word that was never used, above 0 and at most {@link #RATE_MAX}
 * @param oldWordRate the most that the learning rate of a word of the base model can be, 0 to {@link #RATE_MAX}
 * @param matureCount uses, in the base model's text and by the stream, by which a word's learning rate is half of
 *     {@code newWordRate}, at least {@code admissionCount}
 * @param admissionCount a new word enters the vocabulary when it is seen for this time, 1 to 15
 * @param sketchCounters counters of the sketch that counts words before they are admitted, a power of two from 1024 to
 *     16,777,216, half a byte each in four rows
 * @param learnedWordsMax most words beyond those of the base model, 1 to 10,000,000
 * @param idleMillis a new word that is not seen for this long leaves, in milliseconds, at least 1
 * @param priorWords how many running words of the stream the base model's frequencies weigh as much as, at least 1
 * @param sentenceWordsMax longer sentences are cut into pieces of this many words, 2 to 10,000
 * @param articleWordsMax words of an article after this many are not learned from, 2 to 1,000,000
 * @param seed of every random choice, together with the position of the article
 * @param compounds how words of several parts are found
 * @param drift when what was learned is kept and when it is taken back
 */
public record WordSettings(
        int dimension,
        int window,
        int negatives,
        int noiseWords,
        double sample,
        double newWordRate,
        double oldWordRate,
        long matureCount,
        int admissionCount,
        int sketchCounters,
        int learnedWordsMax,
        long idleMillis,
        long priorWords,
        int sentenceWordsMax,
        int articleWordsMax,
        long seed,
        PhraseSettings compounds,
        DriftSettings drift) {

    /** Several times what is good for any word; with more, vectors jump instead of moving. */
    public static final double RATE_MAX = .2;

    /** The settings in force where nothing else is configured. */
    public static final WordSettings DEFAULTS = new WordSettings(
            100,
            5,
            5,
            64,
            1e-4,
            .05,
            .005,
            200,
            3,
            1 << 20,
            50_000,
            60L * 24 * 3600 * 1000,
            1_000_000,
            1_000,
            2_000,
            1,
            PhraseSettings.DEFAULTS,
            DriftSettings.DEFAULTS);

    public WordSettings {
        Ranges.check("dimension", dimension, 2, 1024);
        Ranges.check("window", window, 1, 20);
        Ranges.check("negatives", negatives, 1, 20);
        Ranges.check("noiseWords", noiseWords, negatives, 4096);
        Ranges.check("sample", sample, 1e-6, 1);
        Ranges.check("newWordRate", newWordRate, Double.MIN_VALUE, RATE_MAX);
        Ranges.check("oldWordRate", oldWordRate, 0, RATE_MAX);
        Ranges.check("admissionCount", admissionCount, 1, CountSketch.COUNT_MAX);
        Ranges.check("matureCount", matureCount, admissionCount, Long.MAX_VALUE);
        Ranges.check("sketchCounters", sketchCounters, CountSketch.COUNTERS_MIN, CountSketch.COUNTERS_MAX);
        if (Integer.bitCount(sketchCounters) != 1) {
            throw new IllegalArgumentException("sketchCounters is " + sketchCounters + ", expected a power of two");
        }
        Ranges.check("learnedWordsMax", learnedWordsMax, 1, 10_000_000);
        Ranges.check("idleMillis", idleMillis, 1, Long.MAX_VALUE);
        Ranges.check("priorWords", priorWords, 1, Long.MAX_VALUE);
        Ranges.check("sentenceWordsMax", sentenceWordsMax, 2, 10_000);
        Ranges.check("articleWordsMax", articleWordsMax, 2, 1_000_000);
    }

    /** The same settings with another dimension. */
    public WordSettings withDimension(int newDimension) {
        return new WordSettings(
                newDimension,
                window,
                negatives,
                noiseWords,
                sample,
                newWordRate,
                oldWordRate,
                matureCount,
                admissionCount,
                sketchCounters,
                learnedWordsMax,
                idleMillis,
                priorWords,
                sentenceWordsMax,
                articleWordsMax,
                seed,
                compounds,
                drift);
    }
}
