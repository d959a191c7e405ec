package io.freshet.recommend.item;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The articles read most recently, a bounded ring: where negatives are drawn from, so that an article is drawn as often
 * as it is read now. Mutable; kept by one task over its own articles, in memory only.
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

    /** One of the recent reads, each as likely; empty before the first. */
    public Optional<String> draw(RandomGenerator random) {
        int size = size();
        return size == 0 ? Optional.empty() : Optional.of(ring[random.nextInt(size)]);
    }

    public int size() {
        return (int) Math.min(added, ring.length);
    }
}
