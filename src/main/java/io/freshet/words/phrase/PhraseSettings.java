package io.freshet.words.phrase;

import io.freshet.vector.Ranges;

/**
 * Settings for detecting compounds, words of several tokens, in the stream of articles.
 *
 * @param name thresholds of a name that the tokeniser splits: Chinese with a single character or a foreign word in it
 * @param phrase thresholds of a phrase: words separated by spaces, or Chinese words of two and more characters
 * @param ngramSlots slots of the table of counted n-grams, a power of two from 1024 to 268,435,456, 16 bytes each
 * @param candidatesMax largest number of n-grams whose neighbours are counted, 16 to 10,000,000
 * @param compoundsMax largest number of compounds beyond those of the base model, 0 to 1,000,000; 0 turns detection off
 */
public record PhraseSettings(Rule name, Rule phrase, int ngramSlots, int candidatesMax, int compoundsMax) {

    /** The default settings. */
    public static final PhraseSettings DEFAULTS =
            new PhraseSettings(new Rule(3, 0, 50, .9, 10), new Rule(10, 5, 100, 1.5, 40), 1 << 20, 20_000, 5_000);

    /**
     * Thresholds that an n-gram must meet to be a compound.
     *
     * @param countMin lowest number of occurrences, at least 2
     * @param discount subtracted from the count, against rare n-grams, 0 to {@code countMin}
     * @param cohesionMin lowest ratio of the observed to the expected count of its parts together, above 0
     * @param entropyMin lowest entropy of the neighbours on each side, nats, at least 0; ln 2 for two equally frequent
     *     neighbours
     * @param charsMax largest number of characters, 2 to 255
     */
    public record Rule(int countMin, int discount, double cohesionMin, double entropyMin, int charsMax) {
        public Rule {
            Ranges.check("countMin", countMin, 2, Integer.MAX_VALUE);
            Ranges.check("discount", discount, 0, countMin);
            Ranges.check("cohesionMin", cohesionMin, Double.MIN_VALUE, Double.MAX_VALUE);
            Ranges.check("entropyMin", entropyMin, 0, Double.MAX_VALUE);
            Ranges.check("charsMax", charsMax, 2, 255);
        }
    }

    public PhraseSettings {
        Ranges.check("ngramSlots", ngramSlots, NgramCounts.SLOTS_MIN, 1 << 28);
        if (Integer.bitCount(ngramSlots) != 1) {
            throw new IllegalArgumentException("ngramSlots is " + ngramSlots + ", expected a power of two");
        }
        Ranges.check("candidatesMax", candidatesMax, 16, 10_000_000);
        Ranges.check("compoundsMax", compoundsMax, 0, 1_000_000);
    }
}
