package io.freshet.recommend.rank;

import java.util.BitSet;
import java.util.Set;

/** Groups of the ranker's features, in feature order; each can be left out for an ablation. */
public enum FeatureGroup {
    /** Decayed reads at six half-lives, and all reads. */
    POPULARITY(7),
    /** Age, and time since the latest read. */
    AGE(2),
    /** Ratios of recent to earlier popularity. */
    TREND(2),
    /**
     * How often the candidate is read directly after the reader's last reads, and the last read after the candidate.
     */
    FOLLOWERS(11),
    /** Cosines and inner products of the candidate's item vectors with those of the reader. */
    ITEM_VECTORS(5),
    /** Cosines of the candidate's content vector with those of the reader. */
    CONTENT(3),
    /** Score of the candidate from each source of candidates. */
    SOURCE_SCORES(5),
    /** Deviation of the candidate's age and popularity from the usual values of the reader's reads. */
    HABITS(2),
    /**
     * Context of the request: session, history, hour and last read. Equal for all candidates, so used by hidden units
     * only.
     */
    REQUEST(7),
    /** Impressions of the article, overall and to the reader. */
    IMPRESSIONS(4),
    /**
     * Lift of the candidate among the first reads of sessions if the reader's next read is a first one, else among the
     * later reads.
     */
    VISIT(1),
    /** Mean lift of the candidate in the reader's segments. */
    SEGMENTS(1);

    private final int features;

    FeatureGroup(int features) {
        this.features = features;
    }

    /** Total number of features. */
    static int count() {
        int count = 0;
        for (FeatureGroup group : values()) {
            count += group.features;
        }
        return count;
    }

    /** Indices of the features of some groups. */
    static BitSet featuresOf(Set<FeatureGroup> groups) {
        BitSet indices = new BitSet();
        int first = 0;
        for (FeatureGroup group : values()) {
            indices.set(first, first + group.features, groups.contains(group));
            first += group.features;
        }
        return indices;
    }
}
