package io.freshet.recommend.rank;

import java.util.BitSet;
import java.util.Set;

/** Groups of the ranker's features, in feature order; each can be left out for an ablation. */
public enum FeatureGroup {
    /** Logarithms of the candidate's decayed reads at six half-lives, and of all its reads. */
    POPULARITY(7),
    /** Logarithms of the candidate's age and of the time since its latest read. */
    AGE(2),
    /**
     * Trend of the candidate's reads: log ratios of its reads decayed at a short half-life to those at a longer one,
     * for two pairs.
     */
    TREND(2),
    /**
     * How often readers went on from this reader's last articles to the candidate, and from the candidate to this
     * reader's last article.
     */
    FOLLOWERS(11),
    /**
     * Cosines and inner products of the candidate's item vectors, which are learned from reads, with vectors of the
     * articles that the reader has read.
     */
    ITEM_VECTORS(5),
    /**
     * Cosines of the candidate's content vector, computed from its text, with those of the reader's last article, last
     * few articles and long-term mean.
     */
    CONTENT(3),
    /**
     * Score of the candidate from each source of candidates: 1 for the source's first proposal, less for later ones, 0
     * if not proposed.
     */
    SOURCE_SCORES(5),
    /** How far the candidate's age and popularity are from those that the reader usually reads, in logarithms. */
    HABITS(2),
    /**
     * Features of the request, equal for all candidates, such as the time of day and the reader's numbers of reads. The
     * others are the time since the last read, and popularity and age of the article read last. Used by hidden units
     * only, because a linear term would not change the order of the candidates.
     */
    REQUEST(7),
    /**
     * Impressions of the candidate over all readers, its reads relative to them, and its impressions to this reader.
     */
    IMPRESSIONS(4),
    /**
     * How much more than in general the candidate is read as first read of a session, or as a later read if the reader
     * is within a session. Log ratio of two shares of reads.
     */
    VISIT(1),
    /**
     * How much more than in general the candidate is read in the reader's segments, such as device or region: mean log
     * ratio of two shares of reads.
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
