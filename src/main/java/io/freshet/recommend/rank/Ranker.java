package io.freshet.recommend.rank;

import java.util.List;

/**
 * Scores the candidates of recommendation lists. A ranker may learn. Owned by one task and called only from the task's
 * thread.
 */
public interface Ranker {

    /**
     * Scores every candidate.
     *
     * @param scores receives the score of each candidate by index, all finite, higher is better; {@code float[]} of
     *     length at least {@code candidates.size()}
     */
    void score(Candidates candidates, float[] scores);

    /**
     * Scores some of the candidates. Their scores put them in the same order as {@link #score(Candidates, float[])},
     * but the values may differ.
     *
     * @param chosen indices of the candidates to score, {@code int[]} of length at least {@code count}
     * @param scores receives the scores in the order of {@code chosen}, {@code float[]} of length at least
     *     {@code count}
     */
    default void score(Candidates candidates, int[] chosen, int count, float[] scores) {
        float[] all = new float[candidates.size()];
        score(candidates, all);
        for (int place = 0; place < count; place++) {
            scores[place] = all[chosen[place]];
        }
    }

    /**
     * Learns from a read; does nothing in a ranker that does not learn.
     *
     * @param before candidates for the reader just before the read
     * @param articleId id of the article read
     */
    default void learn(Candidates before, String articleId) {}

    /**
     * Records an impression, in order to learn from the reads that follow it.
     *
     * @param before candidates for the reader just before the impression, including the articles shown
     * @param shown ids of the articles shown
     */
    default void show(Candidates before, List<String> shown) {}

    /** Erases everything recorded about a reader. */
    default void forget(String userId) {}
}
