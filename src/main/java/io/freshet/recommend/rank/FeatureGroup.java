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
     * How often all readers read the candidate directly after this reader's last reads, and how often they read this
     * reader's last article directly after the candidate.
     */
    FOLLOWERS(11),
    /**
     * Cosines and inner products of the candidate's item vectors, which are learned from reads, with vectors of the
     * articles that the reader has read.
     */
    ITEM_VECTORS(5),
    /**
     * Cosines of the candidate's content vector, computed from its text, with content vectors of the articles that the
     * reader has read: the last one, the last few, and their long-term mean.
     */
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
     * Features of the request, equal for all candidates: the reader's numbers of reads, the time of day, the time since
     * the last read, and popularity and age of the article read last. Used by hidden units only, because a linear term
     * would not change the order of the candidates.
     */
    REQUEST(7),
    /**
     * Impressions of the candidate over all readers, its reads relative to them, and its impressions to this reader.
     */
    IMPRESSIONS(4),
    /**
     * How much more the candidate is read at the session position (first or later) of the reader's next read than in
     * general: log ratio of its shares of reads.
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
