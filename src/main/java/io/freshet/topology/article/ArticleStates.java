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

/** Announcements, item states, timers and due related lists of one task's articles. Owned by the task's thread. */
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

    /** The last publication or withdrawal of an article; null without one. */
    @Nullable
    ArrivedAnnouncement announcement(String articleId) {
        return announced.get(articleId);
    }

    /** The description that an announcement published; null for a withdrawal or without an announcement. */
    static @Nullable ArticleDescription description(@Nullable ArrivedAnnouncement announcement) {
        return announcement != null && announcement.announcement() instanceof Announcement.Published published
                ? published.description()
                : null;
    }

    boolean isWithdrawn(String articleId) {
        ArrivedAnnouncement last = announced.get(articleId);
        return last != null && last.isWithdrawal();
    }

    /** Whether any article was announced, before or since the start. */
    boolean isAnnouncing() {
        return announcing;
    }

    /** Sets the timers of all stored publications, after a start. */
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

    /** Sets the timer of an announced article: to its publication if that is still ahead, otherwise to its expiry. */
    void setTimer(ArticleDescription description, long nowMillis) {
        announcing = true;
        timers.set(description, nowMillis);
    }

    /** Takes out the articles whose publication or expiry is due. */
    List<String> takeDue(long nowMillis, int articlesMax) {
        return timers.takeDue(nowMillis, articlesMax);
    }

    /** Stores a publication, correction or re-embedding of an article, and schedules its related list and its timer. */
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

    /** Stores a withdrawal as the last announcement and in the item state, and cancels the related list. */
    void withdrawn(ArrivedAnnouncement withdrawal) {
        String articleId = withdrawal.announcement().articleId();
        announced.put(articleId, withdrawal);
        items.find(articleId).ifPresent(state -> {
            service.withdraw(state);
            items.put(state);
        });
        related.forget(articleId);
    }

    /** Stores an expiry as the last announcement of an article, and cancels the related list. */
    void expired(ArrivedAnnouncement expiry) {
        announced.put(expiry.announcement().articleId(), expiry);
        related.forget(expiry.announcement().articleId());
    }

    /**
     * Deletes everything that is stored about an article.
     *
     * @param textDeletion deletes the stored text of an article
     */
    void remove(String articleId, Consumer<String> textDeletion) {
        announced.delete(articleId);
        textDeletion.accept(articleId);
        items.remove(articleId);
        related.forget(articleId);
        timers.remove(articleId);
    }
}
