package io.freshet.words.online;

import io.freshet.vector.Ranges;

/**
 * Settings of when a snapshot of the learned words is taken and when the words are rolled back to the snapshot. Both
 * depend on the drift of the base model's vector space ({@link WordLearner#drift()}, 1 without drift, lower with more).
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
