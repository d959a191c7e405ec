package io.freshet.evaluate.measure;

import io.freshet.vector.SeededHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bounded list of the best articles offered, best first. Ties are broken by a hash of seed and article id, independent
 * of the order of offers. Mutable, reused for every list; for one thread.
 */
public final class RankedList {
    /** Maximum length: the largest cut-off of {@link Measure}. */
    public static final int SIZE_MAX = 20;
    /** Position of an article that is not in the list, greater than any other. */
    public static final int ABSENT = Integer.MAX_VALUE;

    private final String[] articleIds = new String[SIZE_MAX];
    private final float[] scores = new float[SIZE_MAX];
    private int size;
    private long seed;

    /** Clears the list for reuse; {@code tieSeed} seeds the order of articles with equal scores. */
    public void start(long tieSeed) {
        size = 0;
        seed = tieSeed;
        Arrays.fill(articleIds, "");
    }

    /**
     * Inserts an article, unless the list is full of better ones.
     *
     * @param articleId id of an article not offered to this list before
     * @throws IllegalArgumentException if the score is NaN
     */
    public void offer(String articleId, float score) {
        if (Float.isNaN(score)) {
            throw new IllegalArgumentException("score of " + articleId + " is NaN");
        }
        int position = size;
        while (position > 0 && isBefore(articleId, score, position - 1)) {
            position--;
        }
        if (position == SIZE_MAX) {
            return;
        }
        int moved = Math.min(size, SIZE_MAX - 1) - position;
        System.arraycopy(articleIds, position, articleIds, position + 1, moved);
        System.arraycopy(scores, position, scores, position + 1, moved);
        articleIds[position] = articleId;
        scores[position] = score;
        size = Math.min(SIZE_MAX, size + 1);
    }

    /** Whether an article with this score could enter the list; if false, the caller can skip more expensive checks. */
    public boolean mayTake(float score) {
        return size < SIZE_MAX || score >= scores[SIZE_MAX - 1];
    }

    private boolean isBefore(String articleId, float score, int position) {
        if (score != scores[position]) {
            return score > scores[position];
        }
        return hash(articleId) > hash(articleIds[position]);
    }

    private long hash(String articleId) {
        return SeededHash.mix(seed ^ SeededHash.hash(articleId));
    }

    public int size() {
        return size;
    }

    /** Ids of the articles, best first; a new list. */
    public List<String> articleIds() {
        return new ArrayList<>(Arrays.asList(articleIds).subList(0, size));
    }
}
