package io.freshet.cli.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many readers' lists a new article has entered how soon. Times are of the wall clock. For one thread. */
final class StoryReach {
    /** How long after its publication an article is watched, in milliseconds. */
    static final long WATCHED_MILLIS = 3_000;
    /** Most articles watched at a time; further ones are not. */
    static final int WATCHED_MAX = 200;

    private final Map<String, Watched> watched = new LinkedHashMap<>();

    /**
     * Where an article got to.
     *
     * @param readers whose lists it entered
     * @param firstMillis from its publication to the first list that held it
     * @param lastMillis from its publication to the last new reader
     */
    record Reached(String articleId, int readers, long firstMillis, long lastMillis) {}

    /** Watches a new article. */
    void published(String articleId, long nowMillis) {
        if (watched.size() < WATCHED_MAX) {
            watched.putIfAbsent(articleId, new Watched(nowMillis));
        }
    }

    /** A reader's list is out. */
    void listed(String userId, List<String> articleIds, long nowMillis) {
        if (watched.isEmpty()) {
            return;
        }
        for (String articleId : articleIds) {
            Watched article = watched.get(articleId);
            if (article != null && article.readers.add(userId)) {
                long millis = Math.max(0, nowMillis - article.publishedMillis);
                article.firstMillis = article.readers.size() == 1 ? millis : article.firstMillis;
                article.lastMillis = millis;
            }
        }
    }

    /** Those whose time of watching is over and that reached somebody, oldest first; they are watched no more. */
    List<Reached> settle(long nowMillis) {
        List<Reached> settled = new ArrayList<>();
        Iterator<Map.Entry<String, Watched>> entries = watched.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Watched> entry = entries.next();
            Watched article = entry.getValue();
            if (nowMillis - article.publishedMillis >= WATCHED_MILLIS) {
                entries.remove();
                if (!article.readers.isEmpty()) {
                    settled.add(new Reached(
                            entry.getKey(), article.readers.size(), article.firstMillis, article.lastMillis));
                }
            }
        }
        return settled;
    }

    private static final class Watched {
        final long publishedMillis;
        final Set<String> readers = new HashSet<>();
        long firstMillis;
        long lastMillis;

        Watched(long publishedMillis) {
            this.publishedMillis = publishedMillis;
        }
    }
}
