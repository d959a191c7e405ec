package io.freshet.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Counts the distinct articles recommended within a time window: the catalogue coverage. Safe from any thread. */
final class RecommendedArticles {
    /** Limit of tracked articles, far above the size of a catalogue; above it new articles are not counted. */
    private static final int ARTICLES_MAX = 1_000_000;

    private final Map<String, Long> lastRecommendedMillis = new ConcurrentHashMap<>();
    private final long windowMillis;
    private final LongSupplier wallClockMillis;

    RecommendedArticles(long windowMillis, LongSupplier wallClockMillis) {
        this.windowMillis = windowMillis;
        this.wallClockMillis = wallClockMillis;
    }

    /** Records the articles of a sent list as recommended at the current time. */
    void add(Iterable<String> articleIds) {
        Long nowMillis = wallClockMillis.getAsLong();
        for (String articleId : articleIds) {
            if (lastRecommendedMillis.size() < ARTICLES_MAX || lastRecommendedMillis.containsKey(articleId)) {
                lastRecommendedMillis.put(articleId, nowMillis);
            }
        }
    }

    /** Number of distinct articles recommended within the time window that ends now; forgets all others. */
    int count() {
        long windowStartMillis = wallClockMillis.getAsLong() - windowMillis;
        lastRecommendedMillis.values().removeIf(lastMillis -> lastMillis <= windowStartMillis);
        return lastRecommendedMillis.size();
    }
}
