package io.freshet.vector;

import java.util.Arrays;

/**
 * Keeps the best of many scored indices: the highest scores, of equal scores the lowest indices, so that the result does
 * not depend on the order of the offers. Owned by one thread; {@link #clear()} makes it ready for use again.
 *
 * <p>A binary heap of at most {@code limit} entries with the worst on top: an offer that is not among the best costs one
 * comparison, another {@code O(log limit)}.
 */
public final class TopK {
    private final int[] indices;
    private final float[] scores;
    private int size;

    /** @param limit how many are kept, at least 1 */
    public TopK(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", expected at least 1");
        }
        indices = new int[limit];
        scores = new float[limit];
    }

    /**
     * Offers an index, each at most once.
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

    /** How many are kept now. */
    public int size() {
        return size;
    }

    /** The kept indices, best first; a new array. */
    public int[] indices() {
        return Arrays.copyOf(sorted().indices, size);
    }

    /** The scores of {@link #indices()}, in the same order; a new array. */
    public float[] scores() {
        return Arrays.copyOf(sorted().scores, size);
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
    }

    /** A copy whose arrays are in order, best first: the worst is taken off the heap again and again. */
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
        int place = start;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (!isWorse(score, index, scores[parent], indices[parent])) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        indices[place] = index;
        scores[place] = score;
    }

    private void siftDown(int start, int index, float score) {
        int place = start;
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            int other = child + 1;
            if (other < size && isWorse(scores[other], indices[other], scores[child], indices[child])) {
                child = other;
            }
            if (!isWorse(scores[child], indices[child], score, index)) {
                break;
            }
            move(child, place);
            place = child;
        }
        indices[place] = index;
        scores[place] = score;
    }

    private void move(int from, int to) {
        indices[to] = indices[from];
        scores[to] = scores[from];
    }

    private static boolean isWorse(float score, int index, float otherScore, int otherIndex) {
        return score < otherScore || (score == otherScore && index > otherIndex);
    }
}
