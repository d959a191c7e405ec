package io.freshet.words.online;

import io.freshet.vector.Ranges;

/**
 * When to take a snapshot of the learned words, and when to roll the words back to the last snapshot. Both depend on
 * the drift value, {@link WordLearner#drift()}: the mean cosine between base and current vectors, 1 without drift,
 * lower with more.
 *
 * @param snapshotArticles articles between two snapshots, at least 1
 * @param healthyMin lowest drift value at which a snapshot is taken, 0 to 1
 * @param rollBackBelow drift value below which learned words are rolled back to the snapshot, 0 (hardly ever: only for
 *     a negative mean cosine) to {@code healthyMin}
 */
public record DriftSettings(int snapshotArticles, double healthyMin, double rollBackBelow) {

    /** The default settings. */
    public static final DriftSettings DEFAULTS = new DriftSettings(5_000, .95, .9);

    public DriftSettings {
        Ranges.check("snapshotArticles", snapshotArticles, 1, Integer.MAX_VALUE);
        Ranges.check("healthyMin", healthyMin, 0, 1);
        Ranges.check("rollBackBelow", rollBackBelow, 0, healthyMin);
    }
}
