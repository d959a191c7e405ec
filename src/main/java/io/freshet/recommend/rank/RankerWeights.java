package io.freshet.recommend.rank;

import io.freshet.recommend.decay.HalfLife;
import io.freshet.vector.FloatVector;

/**
 * What the ranker of one task has learned, as a value.
 *
 * @param layout tells which numbers {@code state} holds; rankers take up only what has theirs
 * @param examples how many reads it was learned from, those of half an hour before {@code asOfMillis} counting half
 * @param asOfMillis event time of the latest of them, 0 before the first
 * @param state as {@link OnlineRanker} lays it out
 */
public record RankerWeights(int layout, double examples, long asOfMillis, FloatVector state) {
    /** How examples fade. */
    static final HalfLife MEMORY = HalfLife.HALF_HOUR;

    public RankerWeights {
        if (!(examples >= 0 && examples < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("examples is " + examples + ", expected at least 0");
        }
    }

    /** The examples as they count at a later moment. */
    double examplesAt(long nowMillis) {
        return examples * MEMORY.weightAfter(Math.max(0, nowMillis - asOfMillis));
    }
}
