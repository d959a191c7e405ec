package io.freshet.words.phrase;

import io.freshet.vector.Ranges;

/**
 * How words that consist of several of the tokeniser's are found in the stream.
 *
 * @param name what a name must show that the tokeniser takes apart: Chinese with a single character or a foreign word in it
 * @param phrase what a phrase must show: words between spaces, or Chinese ones of two characters and more
 * @param runsMax places for the runs of words that are counted, a power of two from 1024 to 268,435,456, 16 bytes each
 * @param candidatesMax runs whose neighbours are followed, 16 to 10,000,000
 * @param wordsMax most compounds that are known at a time beyond those of the base model, 0 to 1,000,000
 */
public record PhraseSettings(Rule name, Rule phrase, int runsMax, int candidatesMax, int wordsMax) {

    /** The settings in force where nothing else is configured. */
    public static final PhraseSettings DEFAULTS =
            new PhraseSettings(new Rule(3, 0, 50, .9, 10), new Rule(10, 5, 100, 1.5, 40), 1 << 20, 20_000, 5_000);

    /**
     * When a run of words is one word.
     *
     * @param countMin occurrences it takes, at least 2
     * @param discount subtracted from the count, which keeps out what is rare, 0 to {@code countMin}
     * @param cohesionMin how many times as often as by chance, above 0
     * @param entropyMin of the neighbours to either side, in nats, at least 0; ln 2 is two equally frequent ones
     * @param charsMax longer runs are no words, 2 to 255
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
        Ranges.check("runsMax", runsMax, NgramCounts.PLACES_LEAST, 1 << 28);
        if (Integer.bitCount(runsMax) != 1) {
            throw new IllegalArgumentException("runsMax is " + runsMax + ", expected a power of two");
        }
        Ranges.check("candidatesMax", candidatesMax, 16, 10_000_000);
        Ranges.check("wordsMax", wordsMax, 0, 1_000_000);
    }
}
