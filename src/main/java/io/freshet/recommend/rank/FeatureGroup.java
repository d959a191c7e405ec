package io.freshet.recommend.rank;

import java.util.BitSet;
import java.util.Set;

/** What the learned ranker looks at, in groups that can be left out to see what each is worth, in the order of the features. */
public enum FeatureGroup {
    /** Decayed reads at six half-lives and of all time. */
    POPULARITY(7),
    /** Age, and time since the last read. */
    AGE(2),
    /** Popularity of late over that of before. */
    TREND(2),
    /** Who went on from the reader's last reads to the candidate, and back. */
    FOLLOWERS(11),
    /** Cosines and products of learned item vectors. */
    ITEM_VECTORS(5),
    /** Cosines of content vectors. */
    CONTENT(3),
    /** The place in each source of candidates. */
    PLACES(5),
    /** How unusual age and popularity are for the reader. */
    HABITS(2),
    /** Session, history, hour and the last read, equal for all candidates and so of use to hidden units alone. */
    MOMENT(7),
    /** Showings of the article, and those to the reader. */
    SHOWINGS(4),
    /** How much more it is gone on to, or come in by, than read. */
    VISIT(1),
    /** How much more it is read in the reader's segments than by all. */
    SEGMENTS(1);

    private final int features;

    FeatureGroup(int features) {
        this.features = features;
    }

    /** How many features there are. */
    static int count() {
        int count = 0;
        for (FeatureGroup group : values()) {
            count += group.features;
        }
        return count;
    }

    /** The features of some groups. */
    static BitSet featuresOf(Set<FeatureGroup> groups) {
        BitSet chosen = new BitSet();
        int first = 0;
        for (FeatureGroup group : values()) {
            chosen.set(first, first + group.features, groups.contains(group));
            first += group.features;
        }
        return chosen;
    }
}
