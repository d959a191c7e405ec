package io.freshet.words.train;

import io.freshet.vector.RandomStream;
import io.freshet.words.Vocabulary;

/**
 * Draws noise words in proportion to {@code count^.75}, as word2vec does (Mikolov et al. 2013). Immutable, safe from any
 * thread; a draw takes constant time.
 *
 * <p>Walker's alias method in Vose's form (1991): every index has a column of height 1, filled to its own share with
 * itself and above that with one alias.
 */
public final class NoiseDistribution {
    private static final double POWER = .75;

    private final float[] shares;
    private final int[] aliases;
    private final double mass;

    /** Over the words of a vocabulary, which may be empty: then nothing can be drawn. */
    public NoiseDistribution(Vocabulary vocabulary) {
        int size = vocabulary.size();
        double[] heights = new double[size];
        double sum = 0;
        for (int index = 0; index < size; index++) {
            heights[index] = Math.pow(vocabulary.frequency(index), POWER);
            sum += heights[index];
        }
        mass = sum;
        shares = new float[size];
        aliases = new int[size];
        int[] low = new int[size];
        int[] high = new int[size];
        int lows = 0;
        int highs = 0;
        for (int index = 0; index < size; index++) {
            heights[index] *= size / sum;
            if (heights[index] < 1) {
                low[lows++] = index;
            } else {
                high[highs++] = index;
            }
        }
        while (lows > 0 && highs > 0) {
            int small = low[--lows];
            int large = high[highs - 1];
            shares[small] = (float) heights[small];
            aliases[small] = large;
            heights[large] -= 1 - heights[small];
            if (heights[large] < 1) {
                highs--;
                low[lows++] = large;
            }
        }
        // What is left differs from 1 by rounding only.
        while (lows > 0) {
            shares[low[--lows]] = 1;
        }
        while (highs > 0) {
            shares[high[--highs]] = 1;
        }
    }

    /** The sum over all words of {@code frequency^.75}; 0 for an empty vocabulary. */
    public double mass() {
        return mass;
    }

    /** The index of a word. There must be one. */
    public int draw(RandomStream random) {
        int index = random.nextInt(shares.length);
        return random.nextFloat() < shares[index] ? index : aliases[index];
    }
}
