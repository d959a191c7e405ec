package io.freshet.recommend;

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
}
