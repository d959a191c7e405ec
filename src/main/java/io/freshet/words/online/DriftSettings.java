package io.freshet.words.online;

import io.freshet.vector.Ranges;

/**
 * When learned words are kept as a snapshot and when they go back to it, by how far the base model's space is still the
 * same ({@link WordLearner#drift()}).
 *
 * @param snapshotArticles articles from one snapshot to the next, at least 1
 * @param healthyMin a snapshot is taken only from this on, 0 to 1
 * @param rollBackBelow what was learned since the snapshot is taken back below this, 0 (never) to {@code healthyMin}
 */
public record DriftSettings(int snapshotArticles, double healthyMin, double rollBackBelow) {

    /** The settings in force where nothing else is configured. */
    public static final DriftSettings DEFAULTS = new DriftSettings(5_000, .95, .9);

    public DriftSettings {
        Ranges.check("snapshotArticles", snapshotArticles, 1, Integer.MAX_VALUE);
        Ranges.check("healthyMin", healthyMin, 0, 1);
        Ranges.check("rollBackBelow", rollBackBelow, 0, healthyMin);
    }
}
