package io.freshet.cli.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the readers whose lists a new article enters, and measures the time until the first list with the article.
 * Times are wall-clock milliseconds. For one thread.
 */
final class ArticleReach {
    /** Time for which an article is observed after its publication, milliseconds. */
    static final long OBSERVED_MILLIS = 3_000;
    /** Limit of articles observed at a time; further articles are ignored. */
    static final int OBSERVED_MAX = 200;

    private final Map<String, Observed> observed = new LinkedHashMap<>();

    /**
     * Result for one article: number of readers whose lists contained the article, and time from its publication to the
     * first such list.
     *
     * @param readers number of readers whose list the article entered
     * @param firstListMillis time from publication to the first list with the article
     */
    record ReachedArticle(String articleId, int readers, long firstListMillis) {}

    /** Starts to observe a new article. */
    void published(String articleId, long nowMillis) {
        if (observed.size() < OBSERVED_MAX) {
            observed.putIfAbsent(articleId, new Observed(nowMillis));
        }
    }

    /**
     * Counts {@code userId} among the readers reached by each observed article in {@code articleIds}, the reader's new
     * list.
     */
    void listed(String userId, List<String> articleIds, long nowMillis) {
        if (observed.isEmpty()) {
            return;
        }
        for (String articleId : articleIds) {
            Observed article = observed.get(articleId);
            if (article != null && article.readers.add(userId)) {
                if (article.readers.size() == 1) {
                    article.firstListMillis = Math.max(0, nowMillis - article.publishedMillis);
                }
            }
        }
    }

    /** Ends the observation of articles whose time is over; returns those that reached a reader, oldest first. */
    List<ReachedArticle> removeCompleted(long nowMillis) {
        List<ReachedArticle> completed = new ArrayList<>();
        Iterator<Map.Entry<String, Observed>> entries = observed.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Observed> entry = entries.next();
            Observed article = entry.getValue();
            if (nowMillis - article.publishedMillis >= OBSERVED_MILLIS) {
                entries.remove();
                if (!article.readers.isEmpty()) {
                    completed.add(new ReachedArticle(entry.getKey(), article.readers.size(), article.firstListMillis));
                }
            }
        }
        return completed;
    }

    private static final class Observed {
        final long publishedMillis;
        final Set<String> readers = new HashSet<>();
        long firstListMillis;

        Observed(long publishedMillis) {
            this.publishedMillis = publishedMillis;
        }
    }
}
