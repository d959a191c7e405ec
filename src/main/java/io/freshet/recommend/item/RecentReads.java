package io.freshet.recommend.item;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Ring buffer of the ids of the most recently read articles, from which negative samples are drawn. An article is
 * sampled in proportion to its current read rate. Mutable; owned by one task for its own articles; in memory only.
 */
public final class RecentReads {
    private final String[] ring;
    private long added;

    public RecentReads(int capacity) {
        ring = new String[capacity];
    }

    public void add(String articleId) {
        ring[(int) (added++ % ring.length)] = articleId;
    }

    /** Id of the article of one recent read, sampled uniformly over the reads; empty before the first read. */
    public Optional<String> sample(RandomGenerator random) {
        int size = size();
        return size == 0 ? Optional.empty() : Optional.of(ring[random.nextInt(size)]);
    }

    public int size() {
        return (int) Math.min(added, ring.length);
    }
}
