package io.freshet.recommend;

import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.SeededHash;

/**
 * Test of other settings beside the configured ones.
 *
 * @param mode who sees the lists of the treatment
 * @param share of the readers in the treatment of a {@link Mode#SPLIT}, 0 to 1
 * @param recommend settings of the treatment; only candidates, ranking, lists and pushes may differ from the control's
 */
public record Experiment(Mode mode, double share, RecommendSettings recommend) {
    /** Keeps the assignment independent of other draws by userId. */
    private static final long SEED = SeededHash.hash("experiment");

    /** Visibility of the lists of the treatment. */
    public enum Mode {
        /** No reader sees them. Lists go to a topic of their own; each click evaluates the lists of both arms. */
        SHADOW,
        /** A share of the readers sees them, assigned by a hash of the userId. Each click evaluates the list that its reader saw. */
        SPLIT
    }

    public Experiment {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + ", expected 0 to 1");
        }
    }

    /**
     * Checks that both arms can share the state of readers and articles.
     *
     * @throws IllegalArgumentException if the treatment changes settings that shape this state
     */
    public Experiment requireSameState(RecommendSettings control) {
        requireSame("vectors", control.vectors().equals(recommend.vectors()));
        requireSame("items", control.items().equals(recommend.items()));
        requireSame("readers", control.readers().equals(recommend.readers()));
        return this;
    }

    private static void requireSame(String group, boolean same) {
        if (!same) {
            throw new IllegalArgumentException(
                    "settings of " + group + " shape state that both arms share and cannot differ in an experiment");
        }
    }

    /** Whether a split assigns this reader to the treatment; the same on every instance and after every restart. */
    public boolean assigns(String userId) {
        return mode == Mode.SPLIT && SeededHash.uniform(SEED, userId) < share;
    }
}
