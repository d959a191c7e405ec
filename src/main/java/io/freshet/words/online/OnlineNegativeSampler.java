package io.freshet.words.online;

import io.freshet.vector.RandomStream;
import io.freshet.words.Vocabulary;
import io.freshet.words.train.NoiseDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws noise words as the stream has them. Owned by one thread.
 *
 * <p>Skip-gram with negative sampling learns how much likelier a word is beside another one than among the noise (Levy and
 * Goldberg 2014). On a stream whose words are not as frequent as the base model's text had them, noise drawn from that text
 * would teach every word the difference between the two: all words that the stream uses would drift towards what it uses
 * most. So a word is drawn in proportion to {@code (c + m b)^.75}, with c its uses by the stream, b its share of the base
 * model's text, and m a few articles' worth of words, for which that text stands in until the stream has shown its own.
 *
 * <p>{@code (m b)^.75} of that never changes and is drawn by {@link NoiseDistribution}; what the stream adds is kept in a
 * Fenwick tree (1994) over buckets of words. It depends on the words and their counts alone and not on the order in which
 * they came, so that a learner that is started again goes on exactly as it would have: words are put into buckets by their
 * hash and in order of their names within, and weights are whole numbers, whose sums have no rounding.
 */
public final class OnlineNegativeSampler {
    private static final double POWER = .75;
    private static final int BASE_WORDS = 10_000;
    private static final double WEIGHT_UNITS = 1 << 16;
    private static final int BUCKETS = 1 << 16;

    private final Vocabulary base;
    private final NoiseDistribution baseNoise;
    private final long baseWeight;
    private final List<Map<String, Long>> buckets = new ArrayList<>(BUCKETS);
    /** From 1 on: node i holds the weight of the lowest-set-bit(i) buckets that end with bucket i - 1. */
    private final long[] tree = new long[BUCKETS + 1];

    private long streamWeight;

    /** Noise as the base model has it, which may be empty. */
    public OnlineNegativeSampler(Vocabulary base) {
        this.base = base;
        this.baseNoise = new NoiseDistribution(base);
        this.baseWeight = Math.round(baseNoise.mass() * Math.pow(BASE_WORDS, POWER) * WEIGHT_UNITS);
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            buckets.add(Map.of());
        }
    }

    /** The stream has used the word so often, of the base model or not. */
    public void put(String word, long count) {
        double share = BASE_WORDS * base.frequency(word);
        long added = Math.round((Math.pow(count + share, POWER) - Math.pow(share, POWER)) * WEIGHT_UNITS);
        int bucket = bucket(word);
        Map<String, Long> weights = buckets.get(bucket);
        if (weights.isEmpty()) {
            weights = new TreeMap<>();
            buckets.set(bucket, weights);
        }
        Long before = weights.put(word, added);
        weigh(bucket, added - (before == null ? 0 : before));
    }

    /** Forgets what the stream has shown of the word. */
    public void remove(String word) {
        int bucket = bucket(word);
        Map<String, Long> weights = buckets.get(bucket);
        if (weights.containsKey(word)) {
            weigh(bucket, -weights.remove(word));
        }
    }

    /** A word drawn by weight. There must be one. */
    public String draw(RandomStream random) {
        long left = random.nextLong(baseWeight + streamWeight);
        if (left >= streamWeight) {
            return base.word(baseNoise.draw(random));
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
        throw new IllegalStateException("bucket " + node + " holds less than the tree says");
    }

    private static int bucket(String word) {
        return (int) (RandomStream.mix(word.hashCode()) & (BUCKETS - 1));
    }

    private void weigh(int bucket, long change) {
        streamWeight += change;
        for (int node = bucket + 1; node < tree.length; node += node & -node) {
            tree[node] += change;
        }
    }
}
