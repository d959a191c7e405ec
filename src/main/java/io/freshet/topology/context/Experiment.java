package io.freshet.topology.context;

import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.SeededHash;

/**
 * Another way to make lists that is tried beside the live one.
 *
 * @param mode whether readers see its lists
 * @param share of the readers who see them under {@link Mode#SPLIT}, from 0 to 1
 * @param recommend its settings; they may differ from the live ones in candidates, ranking and lists
 */
public record Experiment(Mode mode, double share, RecommendSettings recommend) {
    /** Keeps who is drawn here apart from who is drawn elsewhere. */
    private static final long DRAW = SeededHash.hash("experiment");

    /** Who gets the variant's lists. */
    public enum Mode {
        /** Nobody: they go to a topic of their own, and every click is judged by both lists. */
        SHADOW,
        /** The readers that a hash of the userId picks; each click is judged by the list its reader saw. */
        SPLIT
    }

    public Experiment {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + ", expected 0 to 1");
        }
    }

    /**
     * Checks that the variant can work on the state that the live lists are made from.
     *
     * @throws IllegalArgumentException if it wants another state of readers or articles
     */
    public Experiment requireSameState(RecommendSettings live) {
        requireSame("vectors", live.vectors().equals(recommend.vectors()));
        requireSame("items", live.items().equals(recommend.items()));
        requireSame("readers", live.readers().equals(recommend.readers()));
        return this;
    }

    private static void requireSame(String group, boolean same) {
        if (!same) {
            throw new IllegalArgumentException(
                    "the settings of " + group + " shape what both variants share and cannot differ in an experiment");
        }
    }

    /** Whether this reader sees the variant's lists; the same on every instance and after every restart. */
    public boolean picks(String userId) {
        return mode == Mode.SPLIT && SeededHash.share(DRAW, userId) < share;
    }
}
