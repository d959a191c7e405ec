package io.freshet.recommend.rank;

import java.util.List;

/**
 * Scores the candidates of recommendation lists. A ranker may learn. Owned by one task and called only from the task's
 * thread.
 */
public interface Ranker {

    /**
     * Writes a score for every candidate to {@code scores}.
     *
     * @param scores receives the score of each candidate by index, all finite, higher is better; {@code float[]} of
     *     length at least {@code candidates.size()}
     */
    void score(Candidates candidates, float[] scores);

    /**
     * Scores only the candidates {@code chosen[0]} to {@code chosen[count - 1]}, and writes their scores to
     * {@code scores} in this order. The scores order candidates as {@link #score(Candidates, float[])} does, but the
     * values may differ.
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
     * Learns from one read which article a reader chose among {@code before}, the candidates just before the read; does
     * nothing in a ranker that does not learn.
     *
     * @param before candidates for the reader just before the read
     * @param articleId id of the article read
     */
    default void learn(Candidates before, String articleId) {}

    /**
     * Records an impression (articles shown to a reader), in order to learn from the reads that follow it; does nothing
     * by default.
     *
     * @param before candidates for the reader just before the impression, including the articles shown
     * @param shown ids of the articles shown
     */
    default void show(Candidates before, List<String> shown) {}

    /** Erases everything recorded about a reader, such as impressions; learned weights remain. */
    default void forget(String userId) {}
}
