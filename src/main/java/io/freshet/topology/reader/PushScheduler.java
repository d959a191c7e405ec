package io.freshet.topology.reader;

import io.freshet.collection.BoundedMap;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.list.ListChange;
import io.freshet.recommend.reader.ActiveReaders;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TimeBudget;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.store.ObjectStore;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Schedules pushed lists: for recently active readers whose interests resemble a new article, and for readers whose
 * list holds a withdrawn article. Owned by the task's thread.
 *
 * <p>Announcements and the catalogue travel on different topics, so an announcement waits here until this instance's
 * catalogue agrees with it. The announcement then becomes entries of a {@link PushQueue}. The queue is in memory: after
 * a crash a new article enters a reader's list with the next click, and {@link ReaderExpiry} finds the lists that hold
 * a withdrawn article. {@link ReaderExpiry} also finds such lists of readers who are not active.
 */
final class PushScheduler {
    /**
     * Maximum number of publications and withdrawals held until the catalogue has applied them; above the limit, drops
     * the oldest.
     */
    private static final int ANNOUNCEMENTS_MAX = 1_000;
    /**
     * Time, milliseconds, within which the catalogue must apply a held publication or withdrawal; afterwards the
     * announcement is dropped. Another announcement has then superseded it.
     */
    private static final long CONFIRMATION_MILLIS_MAX = 10_000;

    private final ListChange listChange;
    private final ActiveReaders activeReaders;
    private final ObjectStore<Catalogue> catalogue;
    private final Consumer<PushQueue.Push> maker;
    private final Runnable articleLeft;
    private final Measurements measurements;
    private final ArrayDeque<ArrivedAnnouncement> announcements = new ArrayDeque<>();
    private final PushQueue queue = new PushQueue();
    /**
     * Arrival times of new articles that no list contains yet, by articleId. Above the limit the oldest article is
     * evicted: many others arrived since, so that it will hardly enter a list.
     */
    private final Map<String, Long> unlisted = BoundedMap.evictingOldest(ANNOUNCEMENTS_MAX);

    /**
     * Creates a scheduler with an empty queue; {@code maker} makes and sends the lists.
     *
     * @param maker makes one list, and sends it if it changed enough
     * @param articleLeft called when an article has left this instance's catalogue
     */
    PushScheduler(
            TopologyContext topology,
            ObjectStore<Catalogue> catalogue,
            Consumer<PushQueue.Push> maker,
            Runnable articleLeft) {
        this.listChange = new ListChange(topology.recommend().lists());
        this.activeReaders = new ActiveReaders(topology.recommend());
        this.catalogue = catalogue;
        this.maker = maker;
        this.articleLeft = articleLeft;
        this.measurements = topology.measurements();
    }

    /** Holds a publication or withdrawal of an article until this instance's catalogue has applied it. */
    void announced(ArrivedAnnouncement announcement) {
        if (announcements.size() == ANNOUNCEMENTS_MAX
                && announcements.removeFirst().isWithdrawal()) {
            articleLeft.run();
        }
        announcements.addLast(announcement);
    }

    /**
     * Updates the schedule after the list of a click was sent: drops the reader's queued push and marks the reader as
     * active.
     */
    void clicked(ReaderState reader, Recommendations list, long nowMillis) {
        queue.drop(reader.userId());
        activeReaders.clicked(reader);
        measureFirstLists(list, nowMillis);
    }

    /**
     * Updates the schedule after a pushed list was sent: new articles are not pushed to the reader for the configured
     * interval.
     */
    void pushed(ReaderState reader, Recommendations list, long eventMillis, long nowMillis) {
        activeReaders.pushed(reader, eventMillis);
        measureFirstLists(list, nowMillis);
    }

    /** Drops the queued push of a reader whose list is deferred, because the push would repeat the deferred list. */
    void deferred(String userId) {
        queue.drop(userId);
    }

    /** Queues a push for a reader whose list holds an article no longer allowed on lists. */
    void outdated(String userId) {
        queue.addWithdrawal(userId);
    }

    void forget(String userId) {
        queue.drop(userId);
        activeReaders.forget(userId);
    }

    /** Whether any push is queued because a reader's list holds an article no longer allowed on lists. */
    boolean hasWithdrawals() {
        return queue.withdrawals() > 0;
    }

    /**
     * Makes pushed lists until the time budget is used up or the queue is empty.
     *
     * @param eventMillis latest event time
     * @param withdrawalsOnly whether to leave lists for new articles waiting
     */
    void run(long eventMillis, boolean withdrawalsOnly, TimeBudget budget, long nowMillis) {
        queueReaders(eventMillis, withdrawalsOnly, budget, nowMillis);
        while (budget.isLeft()) {
            var push = withdrawalsOnly ? queue.nextWithdrawal() : queue.next();
            if (push.isEmpty()) {
                return;
            }
            maker.accept(push.get());
        }
    }

    /**
     * Whether a list made for a push is worth sending: always for a withdrawal, otherwise if it holds a new article and
     * changed enough. The change is measured against the reader's last list. The list may hold none of the new articles
     * because it has another article of the same story.
     */
    boolean isWorthSending(PushQueue.Push push, ReaderState reader, Recommendations list) {
        if (push.trigger() == Trigger.WITHDRAWAL) {
            return true;
        }
        return list.articleIds().stream().anyMatch(push.articleIds()::contains)
                && reader.lastList()
                        .map(before -> listChange.isMaterial(before, list))
                        .orElse(true);
    }

    /**
     * Queues pushes for the held announcements that the catalogue has applied, and drops announcements held too long.
     * Every announcement scans all active readers, so a burst of announcements spends the time budget, too.
     */
    private void queueReaders(long eventMillis, boolean withdrawalsOnly, TimeBudget budget, long nowMillis) {
        for (Iterator<ArrivedAnnouncement> waiting = announcements.iterator(); waiting.hasNext() && budget.isLeft(); ) {
            ArrivedAnnouncement next = waiting.next();
            if (withdrawalsOnly && next.announcement() instanceof Announcement.Published) {
                continue;
            }
            if (isInCatalogue(next.announcement(), nowMillis)) {
                queueReaders(next, eventMillis);
                waiting.remove();
            } else if (nowMillis - dueMillis(next) > CONFIRMATION_MILLIS_MAX) {
                waiting.remove();
            }
        }
    }

    /**
     * Time from which the catalogue should reflect an announced publication or withdrawal, epoch milliseconds. An
     * article with a future publication time is listed from that time on.
     */
    private static long dueMillis(ArrivedAnnouncement item) {
        return item.announcement() instanceof Announcement.Published published
                ? Math.max(item.arrivedAtMillis(), published.description().publishedAtMillis())
                : item.arrivedAtMillis();
    }

    private boolean isInCatalogue(Announcement announcement, long nowMillis) {
        String articleId = announcement.articleId();
        return catalogue.read(articles -> announcement instanceof Announcement.Published
                ? articles.description(articleId).isPresent() && articles.isListed(articleId, nowMillis)
                : articles.description(articleId).isEmpty());
    }

    private void queueReaders(ArrivedAnnouncement item, long eventMillis) {
        if (item.announcement() instanceof Announcement.Published published) {
            ArticleDescription article = published.description();
            List<String> interested = activeReaders.interestedIn(article, eventMillis);
            // The time to the first list is measured only where an active reader may get one.
            if (!interested.isEmpty()) {
                unlisted.put(article.articleId(), item.arrivedAtMillis());
            }
            for (String userId : interested) {
                queue.addArticle(userId, article.articleId());
            }
        } else {
            String articleId = item.announcement().articleId();
            unlisted.remove(articleId);
            articleLeft.run();
            for (String userId : activeReaders.holding(articleId, eventMillis)) {
                queue.addWithdrawal(userId);
            }
        }
    }

    private void measureFirstLists(Recommendations list, long nowMillis) {
        if (unlisted.isEmpty()) {
            return;
        }
        for (String articleId : list.articleIds()) {
            Long arrivedAtMillis = unlisted.remove(articleId);
            if (arrivedAtMillis != null) {
                measurements.record(new Measurement.PublishToList(nowMillis - arrivedAtMillis));
            }
        }
    }
}
