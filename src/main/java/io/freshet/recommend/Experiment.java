package io.freshet.recommend;

import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.SeededHash;

/**
 * Online experiment that compares the configured recommender (control) with one that has other settings (treatment).
 * The treatment's lists are seen by a {@code share} of the readers or by none.
 *
 * @param mode visibility of the treatment's lists
 * @param share fraction of the readers whom a {@link Mode#SPLIT} assigns to the treatment, 0 to 1
 * @param recommend settings of the treatment; those of vectors, items and readers must equal the control's, see
 *     {@link #requireSameState}
 */
public record Experiment(Mode mode, double share, RecommendSettings recommend) {
    /**
     * Seed of the userId hash that assigns readers to control or treatment; other uses of the hash have other seeds.
     */
    private static final long SEED = SeededHash.hash("experiment");

    /**
     * Visibility of the treatment's lists to readers: to none ({@link #SHADOW}) or to a share of them ({@link #SPLIT}).
     */
    public enum Mode {
        /**
         * Readers see only the control's lists; the treatment's lists go to a separate topic. Each click evaluates the
         * lists of both arms.
         */
        SHADOW,
        /**
         * A share of the readers, assigned by a hash of the userId, sees the treatment's lists instead of the
         * control's. Each click evaluates the list that its reader saw.
         */
        SPLIT
    }

    public Experiment {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + ", expected 0 to 1");
        }
    }

    /**
     * Returns this experiment if the treatment's settings for vectors, items and readers equal the control's; throws
     * IllegalArgumentException otherwise. Control and treatment share the state that these settings shape.
     *
     * @param control settings of the control
     * @throws IllegalArgumentException if one of these groups of settings differs
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

    /**
     * Whether the reader gets the treatment's lists; always false in {@link Mode#SHADOW}. The same on every instance
     * and after every restart.
     */
    public boolean assigns(String userId) {
        return mode == Mode.SPLIT && SeededHash.uniform(SEED, userId) < share;
    }
}
