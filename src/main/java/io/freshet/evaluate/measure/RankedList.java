package io.freshet.evaluate.measure;

import io.freshet.vector.SeededHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best articles offered, best first, a bounded number. Equal scores are ordered by a hash of seed and article, so that
 * neither order of arrival nor names favour anyone. Mutable, reused from list to list; for one thread.
 */
public final class RankedList {
    /** Longest list: what the widest {@link Measure} looks at. */
    public static final int SIZE_MAX = 20;
    /** The position of an article that is not in the list: behind every other. */
    public static final int NOWHERE = Integer.MAX_VALUE;

    private final String[] articleIds = new String[SIZE_MAX];
    private final float[] scores = new float[SIZE_MAX];
    private int size;
    private long seed;

    /** Empties the list; {@code tieSeed} orders equal scores in the next one. */
    public void start(long tieSeed) {
        size = 0;
        seed = tieSeed;
        Arrays.fill(articleIds, "");
    }

    /**
     * Puts an article into its place, unless the list is full of better ones.
     *
     * @param articleId not offered before to this list
     * @throws IllegalArgumentException if the score is not a number
     */
    public void offer(String articleId, float score) {
        if (Float.isNaN(score)) {
            throw new IllegalArgumentException("score of " + articleId + " is not a number");
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

    /** Whether an article of this score may still find a place: spares finding out more about one that cannot. */
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

    /** The articles, best first. */
    public List<String> articleIds() {
        return new ArrayList<>(Arrays.asList(articleIds).subList(0, size));
    }
}
