package io.freshet.vector;

import java.util.Arrays;

/**
 * Selects the {@code limit} indices with the highest scores among all that are offered. Equal scores are tie-broken by
 * the lower index, so the result does not depend on the order of the offers. Reusable after {@link #clear()}. Owned by
 * one thread.
 *
 * <p>A binary heap of at most {@code limit} entries with the worst entry on top. An offer costs one comparison if it is
 * rejected, {@code O(log limit)} if it is kept.
 */
public final class TopK {
    private final int[] indices;
    private final float[] scores;
    private int size;

    /**
     * Creates an empty selection of at most {@code limit} indices.
     *
     * @param limit maximum number of entries kept, at least 1
     */
    public TopK(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", expected at least 1");
        }
        indices = new int[limit];
        scores = new float[limit];
    }

    /**
     * Keeps an index if its score is among the {@code limit} highest so far. Each index may be offered at most once.
     *
     * @throws IllegalArgumentException if the score is not a number
     */
    public void offer(int index, float score) {
        if (Float.isNaN(score)) {
            throw new IllegalArgumentException("score of " + index + " is not a number");
        }
        if (size < indices.length) {
            siftUp(size++, index, score);
        } else if (isWorse(scores[0], indices[0], score, index)) {
            siftDown(0, index, score);
        }
    }

    /** Number of indices kept so far, at most {@code limit}. */
    public int size() {
        return size;
    }

    /** Returns the indices kept, best first, in a new array. */
    public int[] indices() {
        return Arrays.copyOf(sorted().indices, size);
    }

    /** Returns the scores of {@link #indices()}, in the same order, in a new array. */
    public float[] scores() {
        return Arrays.copyOf(sorted().scores, size);
    }

    /** Removes all entries. */
    public void clear() {
        size = 0;
    }

    /**
     * Returns a copy of this selection whose arrays are sorted, best entry first. Heapsort leaves the size of the copy
     * at 0.
     */
    private TopK sorted() {
        TopK sorted = new TopK(indices.length);
        System.arraycopy(indices, 0, sorted.indices, 0, size);
        System.arraycopy(scores, 0, sorted.scores, 0, size);
        for (sorted.size = size; sorted.size > 0; ) {
            int worstIndex = sorted.indices[0];
            float worstScore = sorted.scores[0];
            int last = --sorted.size;
            if (last > 0) {
                sorted.siftDown(0, sorted.indices[last], sorted.scores[last]);
            }
            sorted.indices[last] = worstIndex;
            sorted.scores[last] = worstScore;
        }
        return sorted;
    }

    private void siftUp(int start, int index, float score) {
        int node = start;
        while (node > 0) {
            int parent = (node - 1) >>> 1;
            if (!isWorse(score, index, scores[parent], indices[parent])) {
                break;
            }
            move(parent, node);
            node = parent;
        }
        indices[node] = index;
        scores[node] = score;
    }

    private void siftDown(int start, int index, float score) {
        int node = start;
        for (int child = 2 * node + 1; child < size; child = 2 * node + 1) {
            int sibling = child + 1;
            if (sibling < size && isWorse(scores[sibling], indices[sibling], scores[child], indices[child])) {
                child = sibling;
            }
            if (!isWorse(scores[child], indices[child], score, index)) {
                break;
            }
            move(child, node);
            node = child;
        }
        indices[node] = index;
        scores[node] = score;
    }

    private void move(int from, int to) {
        indices[to] = indices[from];
        scores[to] = scores[from];
    }

    private static boolean isWorse(float score, int index, float otherScore, int otherIndex) {
        return score < otherScore || (score == otherScore && index > otherIndex);
    }
}
