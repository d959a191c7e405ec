package io.freshet.recommend.rank;

import io.freshet.recommend.decay.HalfLife;
import io.freshet.vector.FloatVector;

/**
 * Learned state of one stream task's ranker, or the average of several rankers, with the number of training examples
 * behind it.
 *
 * @param layout identifies the meaning of {@code state}, see {@link OnlineRanker#layout()}
 * @param examples number of reads learned from, decayed with a half-life of half an hour
 * @param asOfMillis event time of the latest read, epoch milliseconds; reference time of {@code examples}; 0 before the
 *     first
 * @param state numbers in the layout of {@link OnlineRanker#weights()}
 */
public record RankerWeights(int layout, double examples, long asOfMillis, FloatVector state) {
    /** Half-life at which the number of training examples decays. */
    static final HalfLife EXAMPLES_HALF_LIFE = HalfLife.HALF_HOUR;

    public RankerWeights {
        if (!(examples >= 0 && examples < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("examples is " + examples + ", expected at least 0");
        }
    }

    /** Number of training examples, decayed from {@link #asOfMillis()} to {@code nowMillis}. */
    double examplesAt(long nowMillis) {
        return examples * EXAMPLES_HALF_LIFE.weightAfter(Math.max(0, nowMillis - asOfMillis));
    }
}
