package io.freshet.recommend.rank;

import java.util.List;

/**
 * Scores the candidates of one list. A ranker may learn; it is owned by one task and called from its thread only.
 */
public interface Ranker {

    /**
     * Scores every candidate.
     *
     * @param candidates the proposed articles with their evidence
     * @param scores {@code float[at least candidates.size()]}, overwritten by position; higher is better, every one finite
     */
    void score(Candidates candidates, float[] scores);

    /**
     * Scores some of the candidates, as {@link #score(Candidates, float[])} would compare them with each other.
     *
     * @param chosen {@code int[at least count]}, their indices
     * @param scores {@code float[at least count]}, overwritten in the order of {@code chosen}
     */
    default void score(Candidates candidates, int[] chosen, int count, float[] scores) {
        float[] all = new float[candidates.size()];
        score(candidates, all);
        for (int place = 0; place < count; place++) {
            scores[place] = all[chosen[place]];
        }
    }

    /**
     * Learns from what a reader chose. A ranker that does not learn takes no notice.
     *
     * @param before what could have been proposed just before the read
     * @param articleId the article read
     */
    default void learn(Candidates before, String articleId) {}

    /**
     * Takes note that the reader is shown some articles, in order to learn which of them is chosen.
     *
     * @param before what could have been proposed just before, with what is shown among it
     */
    default void show(Candidates before, List<String> shown) {}

    /** Forgets what it has noted of a reader. */
    default void forget(String userId) {}
}
