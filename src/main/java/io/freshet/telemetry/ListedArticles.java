package io.freshet.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Counts the distinct articles recommended within a time window: the catalogue coverage. Safe from any thread. */
final class ListedArticles {
    /** Limit of tracked articles, far above the size of a catalogue; above it new articles are not counted. */
    private static final int ARTICLES_MAX = 1_000_000;

    private final Map<String, Long> lastListedMillis = new ConcurrentHashMap<>();
    private final long windowMillis;
    private final LongSupplier wallClockMillis;

    ListedArticles(long windowMillis, LongSupplier wallClockMillis) {
        this.windowMillis = windowMillis;
        this.wallClockMillis = wallClockMillis;
    }

    /** Adds the articles of a list. */
    void listed(Iterable<String> articleIds) {
        Long nowMillis = wallClockMillis.getAsLong();
        for (String articleId : articleIds) {
            if (lastListedMillis.size() < ARTICLES_MAX || lastListedMillis.containsKey(articleId)) {
                lastListedMillis.put(articleId, nowMillis);
            }
        }
    }

    /** Number of distinct articles listed within the window; removes older ones. */
    int count() {
        long windowStartMillis = wallClockMillis.getAsLong() - windowMillis;
        lastListedMillis.values().removeIf(lastMillis -> lastMillis <= windowStartMillis);
        return lastListedMillis.size();
    }
}
