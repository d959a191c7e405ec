package io.freshet.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which words beyond the base model are known: in the order in which they fall idle, and as a distribution to draw noise
 * words from in proportion to {@code count^.75}. Owned by one thread.
 *
 * <p>Both depend on the words, their counts and times alone and not on the order in which they came, so that a learner
 * that is started again goes on exactly as it would have: idle words tie by name; words are put into buckets by their
 * hash and in order of their names within; and weights are whole numbers, whose sums in a Fenwick tree (1994) over the
 * buckets have no rounding.
 */
final class NewWords {
    private static final double POWER = .75;
    private static final int WEIGHT_UNITS = 16;
    private static final int BUCKETS_MAX = 1 << 16;

    private final IdleOrder known = new IdleOrder();
    private final List<Map<String, Long>> buckets = new ArrayList<>();
    /** Fenwick tree, from 1 on: node i holds the weight of the lowest-set-bit(i) buckets that end with bucket i - 1. */
    private final long[] tree;

    private long weight;

    /** @param wordsMax about how many words there will be at most: sets the number of buckets only */
    NewWords(int wordsMax) {
        int size = Math.min(BUCKETS_MAX, Integer.highestOneBit(Math.max(16, wordsMax)));
        for (int bucket = 0; bucket < size; bucket++) {
            buckets.add(new TreeMap<>());
        }
        tree = new long[size + 1];
    }

    boolean contains(String word) {
        return known.contains(word);
    }

    int size() {
        return known.size();
    }

    /** Takes the word in, or notes what changed. */
    void put(String word, long count, long lastSeenMillis) {
        known.put(word, count, lastSeenMillis);
        long wordWeight = Math.round(Math.pow((double) count, POWER) * WEIGHT_UNITS);
        Long weightBefore = bucketOf(word).put(word, wordWeight);
        weigh(word, wordWeight - (weightBefore == null ? 0 : weightBefore));
    }

    /** Takes the word out and returns its count, 0 if it was not known. */
    long remove(String word) {
        long count = known.remove(word);
        Long weightBefore = bucketOf(word).remove(word);
        weigh(word, weightBefore == null ? 0 : -weightBefore);
        return count;
    }

    /** The word that was not seen for longest, empty if there is none. */
    Optional<String> longestIdle() {
        return known.longestIdle();
    }

    /** The word that was not seen for longest, if it was not seen since {@code millis}. */
    Optional<String> idleSince(long millis) {
        return known.idleSince(millis);
    }

    /** The sum over all words of {@code count^.75}, to a sixteenth a word. */
    double mass() {
        return weight / (double) WEIGHT_UNITS;
    }

    /** A word drawn by weight, empty if there is none. */
    Optional<String> draw(RandomStream random) {
        if (weight == 0) {
            return Optional.empty();
        }
        long left = random.nextLong(weight);
        int node = 0;
        for (int step = Integer.highestOneBit(buckets.size()); step > 0; step >>= 1) {
            if (node + step < tree.length && tree[node + step] <= left) {
                node += step;
                left -= tree[node];
            }
        }
        for (Map.Entry<String, Long> entry : buckets.get(node).entrySet()) {
            left -= entry.getValue();
            if (left < 0) {
                return Optional.of(entry.getKey());
            }
        }
        throw new IllegalStateException("bucket " + node + " holds less than the tree says");
    }

    private Map<String, Long> bucketOf(String word) {
        return buckets.get(bucket(word));
    }

    private int bucket(String word) {
        return (int) (RandomStream.mix(word.hashCode()) & (buckets.size() - 1));
    }

    private void weigh(String word, long change) {
        weight += change;
        for (int node = bucket(word) + 1; node < tree.length; node += node & -node) {
            tree[node] += change;
        }
    }
}
