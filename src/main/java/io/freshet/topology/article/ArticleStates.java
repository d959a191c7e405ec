package io.freshet.topology.article;

import io.freshet.recommend.ArticleService;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.topology.message.ArrivedAnnouncement;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * State of one partition's articles: last publication or withdrawal, data learned from reads, timers, and scheduled
 * related lists. Owned by the task's thread.
 */
final class ArticleStates {
    private final ArticleService service;
    private final KeyValueStore<String, ArrivedAnnouncement> announced;
    private final ItemStateCache items;
    private final RelatedPublisher related;
    private final ArticleTimers timers = new ArticleTimers();
    private boolean announcing;

    ArticleStates(
            ArticleService service,
            KeyValueStore<String, ArrivedAnnouncement> announced,
            ItemStateCache items,
            RelatedPublisher related) {
        this.service = service;
        this.announced = announced;
        this.items = items;
        this.related = related;
    }

    ItemStateCache items() {
        return items;
    }

    RelatedPublisher related() {
        return related;
    }

    /** Latest publication or withdrawal of an article; null if the article was never announced. */
    @Nullable
    ArrivedAnnouncement announcement(String articleId) {
        return announced.get(articleId);
    }

    /**
     * Description (language, category, keywords, vector) of the announced article; null if the announcement is null or
     * a withdrawal.
     */
    static @Nullable ArticleDescription description(@Nullable ArrivedAnnouncement announcement) {
        return announcement != null && announcement.announcement() instanceof Announcement.Published published
                ? published.description()
                : null;
    }

    boolean isWithdrawn(String articleId) {
        ArrivedAnnouncement last = announced.get(articleId);
        return last != null && last.isWithdrawal();
    }

    /** Whether any article has been published so far, articles loaded from the store included. */
    boolean isAnnouncing() {
        return announcing;
    }

    /** Sets the publication or expiry timer of every stored article; called once after a start. */
    void loadTimers(long nowMillis) {
        try (KeyValueIterator<String, ArrivedAnnouncement> stored = announced.all()) {
            stored.forEachRemaining(entry -> {
                ArticleDescription description = description(entry.value);
                if (description != null) {
                    setTimer(description, nowMillis);
                }
            });
        }
    }

    /**
     * Sets the timer of an announced article: to the publication time if still in the future, otherwise to the expiry
     * time.
     */
    void setTimer(ArticleDescription description, long nowMillis) {
        announcing = true;
        timers.set(description, nowMillis);
    }

    /**
     * Removes the timers whose publication or expiry time has come and returns their articles' ids, at most {@code
     * articlesMax}.
     */
    List<String> takeDue(long nowMillis, int articlesMax) {
        return timers.takeDue(nowMillis, articlesMax);
    }

    /**
     * Stores a publication, correction or re-embedding of an article, and schedules the article's related list and
     * timer.
     */
    void published(
            ArrivedAnnouncement announcement,
            @Nullable ArticleDescription previous,
            ArticleDescription description,
            long nowMillis) {
        String articleId = description.articleId();
        announced.put(articleId, announcement);
        items.find(articleId).ifPresent(state -> {
            service.publish(state, previous, description);
            items.put(state);
            // The most-read lists learn a changed category with the counts of a bucket, even if nobody reads any more.
            items.bucketChanged(articleId, state.buckets().newestStartMillis());
        });
        related.request(articleId, nowMillis);
        setTimer(description, nowMillis);
    }

    /**
     * Stores the withdrawal of an article as its latest announcement, and cancels its scheduled related list. The item
     * state records the withdrawal, too.
     */
    void withdrawn(ArrivedAnnouncement withdrawal) {
        String articleId = withdrawal.announcement().articleId();
        announced.put(articleId, withdrawal);
        items.find(articleId).ifPresent(state -> {
            service.withdraw(state);
            items.put(state);
        });
        related.forget(articleId);
    }

    /** Stores the expiry of an article as its latest announcement, and cancels its scheduled related list. */
    void expired(ArrivedAnnouncement expiry) {
        announced.put(expiry.announcement().articleId(), expiry);
        related.forget(expiry.announcement().articleId());
    }

    /**
     * Deletes everything stored about an article; {@code textDeletion} receives the article's id and deletes its text.
     */
    void remove(String articleId, Consumer<String> textDeletion) {
        announced.delete(articleId);
        textDeletion.accept(articleId);
        items.remove(articleId);
        related.forget(articleId);
        timers.remove(articleId);
    }
}
