package io.freshet.words.train;

import io.freshet.vector.RandomStream;
import io.freshet.words.Vocabulary;

/**
 * Distribution of negative samples: words with probability proportional to {@code count^.75}, as in word2vec (Mikolov
 * et al. 2013). A draw takes constant time. Immutable and thread-safe.
 *
 * <p>Walker's alias method in Vose's form (1991): every word has a column of height 1, filled by the word itself up to
 * a share and by one alias above.
 */
public final class NoiseDistribution {
    private static final double POWER = .75;

    private final float[] shares;
    private final int[] aliases;
    private final double mass;

    /**
     * Creates the distribution over the words of a vocabulary.
     *
     * @param vocabulary may be empty; then {@link #draw} must not be called
     */
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
        int[] small = new int[size];
        int[] large = new int[size];
        int smallCount = 0;
        int largeCount = 0;
        for (int index = 0; index < size; index++) {
            heights[index] *= size / sum;
            if (heights[index] < 1) {
                small[smallCount++] = index;
            } else {
                large[largeCount++] = index;
            }
        }
        while (smallCount > 0 && largeCount > 0) {
            int filled = small[--smallCount];
            int alias = large[largeCount - 1];
            shares[filled] = (float) heights[filled];
            aliases[filled] = alias;
            heights[alias] -= 1 - heights[filled];
            if (heights[alias] < 1) {
                largeCount--;
                small[smallCount++] = alias;
            }
        }
        // The remaining heights differ from 1 only by rounding.
        while (smallCount > 0) {
            shares[small[--smallCount]] = 1;
        }
        while (largeCount > 0) {
            shares[large[--largeCount]] = 1;
        }
    }

    /** Sum over all words of {@code frequency^.75}; 0 for an empty vocabulary. */
    public double mass() {
        return mass;
    }

    /** Draws a word and returns its vocabulary index. The vocabulary must not be empty. */
    public int draw(RandomStream random) {
        int index = random.nextInt(shares.length);
        return random.nextFloat() < shares[index] ? index : aliases[index];
    }
}
