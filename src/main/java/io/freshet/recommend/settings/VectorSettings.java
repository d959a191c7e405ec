package io.freshet.recommend.settings;

/**
 * Settings of the learning of item vectors, which are article vectors trained on the order of reads.
 *
 * @param dimension of article vectors; default 100
 * @param learningRate constant learning rate of skip-gram; default .05
 * @param negativeSamples negative samples of each pair; default 10
 * @param recentReads recent reads that negatives are drawn from; default 2,000
 * @param initialLength length of an item's first vectors, which point along its content vector; default 2
 * @param followedMax previous reads whose articles' input vectors also learn from a click, 1 to {@link #CONTEXT_MAX};
 *     default 1, because each costs a record, a write and a publication with every click
 */
public record VectorSettings(
        int dimension,
        double learningRate,
        int negativeSamples,
        int recentReads,
        double initialLength,
        int followedMax) {

    /** Maximum number of a reader's previous reads that form training pairs with a new read. */
    public static final int CONTEXT_MAX = 5;

    public static final VectorSettings DEFAULTS = new VectorSettings(100, .05, 10, 2_000, 2, 1);

    public VectorSettings {
        SettingRange.atLeast("vectors.dimension", dimension, 1);
        SettingRange.above("vectors.learningRate", learningRate, 0);
        SettingRange.atLeast("vectors.negativeSamples", negativeSamples, 0);
        SettingRange.atLeast("vectors.recentReads", recentReads, 1);
        SettingRange.above("vectors.initialLength", initialLength, 0);
        SettingRange.atLeast("vectors.followedMax", followedMax, 1);
        if (followedMax > CONTEXT_MAX) {
            throw new IllegalArgumentException(
                    "vectors.followedMax is " + followedMax + ", expected at most " + CONTEXT_MAX);
        }
    }

    public VectorSettings withDimension(int changed) {
        return new VectorSettings(changed, learningRate, negativeSamples, recentReads, initialLength, followedMax);
    }

    public VectorSettings withLearningRate(double changed) {
        return new VectorSettings(dimension, changed, negativeSamples, recentReads, initialLength, followedMax);
    }

    public VectorSettings withFollowedMax(int changed) {
        return new VectorSettings(dimension, learningRate, negativeSamples, recentReads, initialLength, changed);
    }
}
