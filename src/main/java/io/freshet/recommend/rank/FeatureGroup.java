package io.freshet.recommend.rank;

import java.util.BitSet;
import java.util.Set;

/** Groups of the ranker's features, in feature order; each can be left out for an ablation. */
public enum FeatureGroup {
    /** Logarithms of the candidate's decayed reads at six half-lives, and of all its reads. */
    POPULARITY(7),
    /** Logarithms of the candidate's age and of the time since its latest read. */
    AGE(2),
    /** Log ratios of the candidate's recent reads to its earlier reads, for two pairs of half-lives. */
    TREND(2),
    /**
     * How often all readers read the candidate directly after this reader's last reads, and this reader's last read
     * directly after the candidate.
     */
    FOLLOWERS(11),
    /** Cosines and inner products of the candidate's item vectors, learned from reads, with those of the reader. */
    ITEM_VECTORS(5),
    /** Cosines of the candidate's content vector, computed from its text, with those of the reader. */
    CONTENT(3),
    /**
     * Score of the candidate from each source of candidates: 1 for the source's first proposal, less for later ones, 0
     * if not proposed.
     */
    SOURCE_SCORES(5),
    /**
     * Distance of the candidate's age and popularity from their means over the reader's earlier reads, in logarithms.
     */
    HABITS(2),
    /**
     * Features of the request: reads in the session and in the history, time of day, and the reader's last read. Equal
     * for all candidates, so used by hidden units only.
     */
    REQUEST(7),
    /**
     * Impressions of the candidate over all readers, its reads relative to them, and its impressions to this reader.
     */
    IMPRESSIONS(4),
    /**
     * Log ratio of the candidate's share of reads at the session position (first or later) of the reader's next read to
     * its share of all reads.
     */
    VISIT(1),
    /**
     * Log ratio of the candidate's share of reads in a segment of the reader to its share of all reads; mean over the
     * reader's segments.
     */
    SEGMENTS(1);

    private final int features;

    FeatureGroup(int features) {
        this.features = features;
    }

    /** Total number of features in all groups. */
    static int count() {
        int count = 0;
        for (FeatureGroup group : values()) {
            count += group.features;
        }
        return count;
    }

    /** Returns the indices, in a row of features, of all features in {@code groups}. */
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
