package io.freshet.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Which different articles lists held of late: the coverage of what is recommended. Safe from any thread. */
final class ListedArticles {
    /** More than any newsroom has alive; beyond it articles that were not listed yet are not counted. */
    private static final int ARTICLES_MAX = 1_000_000;

    private final Map<String, Long> lastListedMillis = new ConcurrentHashMap<>();
    private final long windowMillis;
    private final LongSupplier wallClockMillis;

    ListedArticles(long windowMillis, LongSupplier wallClockMillis) {
        this.windowMillis = windowMillis;
        this.wallClockMillis = wallClockMillis;
    }

    void listed(Iterable<String> articleIds) {
        Long nowMillis = wallClockMillis.getAsLong();
        for (String articleId : articleIds) {
            if (lastListedMillis.size() < ARTICLES_MAX || lastListedMillis.containsKey(articleId)) {
                lastListedMillis.put(articleId, nowMillis);
            }
        }
    }

    /** How many were listed within the window; forgets the others. */
    int count() {
        long endMillis = wallClockMillis.getAsLong() - windowMillis;
        lastListedMillis.values().removeIf(lastMillis -> lastMillis <= endMillis);
        return lastListedMillis.size();
    }
}
