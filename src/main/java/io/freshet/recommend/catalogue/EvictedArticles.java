package io.freshet.recommend.catalogue;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The articles that a full catalogue evicted, for those who own them and must withdraw what they told of them. Bounded: the
 * last {@value #SIZE_MAX}. Part of {@link Catalogue}.
 */
public final class EvictedArticles {
    static final int SIZE_MAX = 100_000;

    private final ArrayDeque<String> articleIds = new ArrayDeque<>();
    private long count;

    /**
     * Some evicted articles, in the order they were evicted; each may have come back since.
     *
     * @param seen how many evictions the caller has seen with these
     */
    public record Next(List<String> articleIds, long seen) {
        public Next {
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

    /** How many there were so far, those forgotten included. */
    long count() {
        return count;
    }

    /** The next {@code most} at most, for a caller who has seen some: {@link Next#seen} of the call before, at first 0. */
    Next next(long seen, int most) {
        if (seen >= count) {
            return new Next(List.of(), seen);
        }
        long from = Math.max(seen, count - articleIds.size());
        List<String> next = articleIds.stream()
                .skip(from - (count - articleIds.size()))
                .limit(most)
                .toList();
        return new Next(next, from + next.size());
    }
}
