package io.freshet.topology.article;

import io.freshet.event.Article;
import io.freshet.recommend.item.ArticleDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Timers of future publications and expiries of a task's articles, by the wall clock. One timer per article, some 200
 * bytes: first for its publication, then for its expiry. In memory; owned by the task's thread.
 */
final class ArticleTimers {
    private static final Comparator<Timer> EARLIEST_FIRST =
            Comparator.comparingLong(Timer::atMillis).thenComparing(Timer::articleId);

    private final TreeSet<Timer> timers = new TreeSet<>(EARLIEST_FIRST);
    private final Map<String, Timer> timerByArticle = new HashMap<>();

    private record Timer(String articleId, long atMillis) {}

    /**
     * Sets or replaces an article's timer: to the publication time if still in the future, otherwise to the expiry
     * time. An article without expiry then has no timer.
     */
    void set(ArticleDescription description, long nowMillis) {
        remove(description.articleId());
        long atMillis = description.publishedAtMillis() > nowMillis
                ? description.publishedAtMillis()
                : description.expiresAtMillis();
        if (atMillis != Article.NEVER) {
            Timer timer = new Timer(description.articleId(), atMillis);
            timers.add(timer);
            timerByArticle.put(timer.articleId(), timer);
        }
    }

    void remove(String articleId) {
        Timer timer = timerByArticle.remove(articleId);
        if (timer != null) {
            timers.remove(timer);
        }
    }

    /** Removes the timers that are due and returns their articles' ids, earliest first, at most {@code articlesMax}. */
    List<String> takeDue(long nowMillis, int articlesMax) {
        List<String> due = new ArrayList<>();
        while (due.size() < articlesMax && !timers.isEmpty() && timers.first().atMillis() <= nowMillis) {
            String articleId = timers.first().articleId();
            remove(articleId);
            due.add(articleId);
        }
        return due;
    }
}
