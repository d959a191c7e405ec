package io.freshet.words.online;

import io.freshet.vector.RandomStream;
import io.freshet.words.Vocabulary;
import io.freshet.words.train.NoiseDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws negative samples by word frequency in the stream of articles, smoothed by the frequency in the base model.
 * Owned by one thread.
 *
 * <p>Skip-gram with negative sampling learns how much likelier a word is in a context than among the negative samples
 * (Levy and Goldberg 2014). Negative samples with the frequencies of the base corpus would teach every word the
 * difference between the frequencies of the stream and of the base corpus: all words of the stream would drift towards
 * its most frequent words. A word is therefore drawn in proportion to {@code (c + m b)^.75}, with c its uses in the
 * stream, b its frequency in the base corpus, and m the weight of the base corpus, 10,000 words.
 *
 * <p>The constant part {@code (m b)^.75} is drawn by {@link NoiseDistribution}; the part that the stream adds is kept
 * in a Fenwick tree (1994) over buckets of words. Draws depend only on the words and their counts, not on the order of
 * updates, so that a restarted learner draws the same samples: words are assigned to buckets by hash and ordered by
 * name within a bucket, and weights are integers, whose sums have no rounding.
 */
public final class OnlineNegativeSampler {
    private static final double POWER = .75;
    private static final int BASE_WORDS = 10_000;
    private static final double WEIGHT_UNITS = 1 << 16;
    private static final int BUCKETS = 1 << 16;

    private final Vocabulary base;
    private final NoiseDistribution baseDistribution;
    private final long baseWeight;
    private final List<Map<String, Long>> buckets = new ArrayList<>(BUCKETS);
    /**
     * Fenwick tree over the weights of the buckets of words. Node i, from 1, sums {@code lowestOneBit(i)} buckets up to
     * bucket i - 1.
     */
    private final long[] tree = new long[BUCKETS + 1];

    private long streamWeight;

    /** Creates a sampler with the word frequencies of the base model alone; {@code base} may be empty. */
    public OnlineNegativeSampler(Vocabulary base) {
        this.base = base;
        this.baseDistribution = new NoiseDistribution(base);
        this.baseWeight = Math.round(baseDistribution.mass() * Math.pow(BASE_WORDS, POWER) * WEIGHT_UNITS);
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            buckets.add(Map.of());
        }
    }

    /** Sets the number of uses of a word in the stream. */
    public void put(String word, long count) {
        double baseCount = BASE_WORDS * base.frequency(word);
        long added = Math.round((Math.pow(count + baseCount, POWER) - Math.pow(baseCount, POWER)) * WEIGHT_UNITS);
        int bucket = bucket(word);
        Map<String, Long> weights = buckets.get(bucket);
        if (weights.isEmpty()) {
            weights = new TreeMap<>();
            buckets.set(bucket, weights);
        }
        Long before = weights.put(word, added);
        addWeight(bucket, added - (before == null ? 0 : before));
    }

    /** Sets the number of uses of a word in the stream to 0. */
    public void remove(String word) {
        int bucket = bucket(word);
        Map<String, Long> weights = buckets.get(bucket);
        if (weights.containsKey(word)) {
            addWeight(bucket, -weights.remove(word));
        }
    }

    /**
     * Draws a word with probability proportional to its smoothed frequency to the power of .75. The base model or the
     * stream must have a word.
     */
    public String draw(RandomStream random) {
        long left = random.nextLong(baseWeight + streamWeight);
        if (left >= streamWeight) {
            return base.word(baseDistribution.draw(random));
        }
        int node = 0;
        for (int step = BUCKETS; step > 0; step >>= 1) {
            if (node + step < tree.length && tree[node + step] <= left) {
                node += step;
                left -= tree[node];
            }
        }
        for (Map.Entry<String, Long> entry : buckets.get(node).entrySet()) {
            left -= entry.getValue();
            if (left < 0) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("bucket " + node + " has a lower weight than its node in the tree");
    }

    private static int bucket(String word) {
        return (int) (RandomStream.mix(word.hashCode()) & (BUCKETS - 1));
    }

    private void addWeight(int bucket, long change) {
        streamWeight += change;
        for (int node = bucket + 1; node < tree.length; node += node & -node) {
            tree[node] += change;
        }
    }
}
