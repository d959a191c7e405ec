package io.freshet.recommend.catalogue;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Log of the articles that a full catalogue evicted, from which the stream tasks that own the articles publish
 * tombstones. Bounded to the last {@value #SIZE_MAX} evictions. Part of {@link Catalogue}.
 */
public final class EvictedArticles {
    static final int SIZE_MAX = 100_000;

    private final ArrayDeque<String> articleIds = new ArrayDeque<>();
    private long count;

    /**
     * Ids of evicted articles in order of eviction, and the log position after them; an article may have been added to
     * the catalogue again since.
     *
     * @param position position in the log after this batch
     */
    public record Batch(List<String> articleIds, long position) {
        public Batch {
            articleIds = List.copyOf(articleIds);
        }
    }

    void add(String articleId) {
        if (articleIds.size() == SIZE_MAX) {
            articleIds.removeFirst();
        }
        articleIds.addLast(articleId);
        count++;
    }

    /** Total number of evictions, including those no longer in the log. */
    long count() {
        return count;
    }

    /**
     * Returns at most {@code limit} evictions after position {@code seen} of the log, oldest first. Evictions no longer
     * in the log are skipped.
     *
     * @param seen {@link Batch#position} of the previous batch, 0 for the first batch
     */
    Batch next(long seen, int limit) {
        if (seen >= count) {
            return new Batch(List.of(), seen);
        }
        long from = Math.max(seen, count - articleIds.size());
        List<String> next = articleIds.stream()
                .skip(from - (count - articleIds.size()))
                .limit(limit)
                .toList();
        return new Batch(next, from + next.size());
    }
}
