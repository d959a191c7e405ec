package io.freshet.topology.reader;

import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.list.ListChange;
import io.freshet.recommend.reader.ActiveReaders;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TimeBudget;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.store.ObjectStore;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lists of one task that change without a click: a new article reaches the recently active readers it suits, a
 * withdrawn one leaves the lists that hold it. Owned by the task's thread.
 *
 * <p>An announcement and the catalogue travel apart, so news waits here until this instance's catalogue knows it; it is
 * then turned into places in a {@link PushQueue}, which is worked off within a time budget, so that clicks never wait
 * long behind pushes; while clicks wait, only withdrawals are worked off. What waits here is in memory only: after a crash
 * new articles reach a reader's list with the next click, and {@link ReaderExpiry} finds the lists that hold a withdrawn
 * one. Readers who are not active get their lists without it by the sweep as well.
 */
final class PushScheduler {
    /** News waiting for the catalogue; the oldest is dropped when more comes. */
    private static final int NEWS_MAX = 1_000;
    /** News that the catalogue does not confirm within this time is dropped: it was overtaken by a withdrawal. */
    private static final long NEWS_WAIT_MILLIS = 10_000;

    private final ListChange listChange;
    private final ActiveReaders activeReaders;
    private final ObjectStore<Catalogue> catalogue;
    private final Consumer<PushQueue.Push> pushing;
    private final Runnable articleLeft;
    private final Measurements measurements;
    private final ArrayDeque<ArrivedAnnouncement> news = new ArrayDeque<>();
    private final PushQueue queue = new PushQueue();
    /** Articles of which the first list that holds them was not sent yet, with their arrival. */
    private final Map<String, Long> arrivals = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            // No list has taken it for so long that none will.
            return size() > NEWS_MAX;
        }
    };

    /**
     * @param pushing makes one list, and sends it if it is worth sending
     * @param articleLeft called when an article has left this instance's catalogue
     */
    PushScheduler(
            TopologyContext parts,
            ObjectStore<Catalogue> catalogue,
            Consumer<PushQueue.Push> pushing,
            Runnable articleLeft) {
        this.listChange = new ListChange(parts.recommend().lists());
        this.activeReaders = new ActiveReaders(parts.recommend());
        this.catalogue = catalogue;
        this.pushing = pushing;
        this.articleLeft = articleLeft;
        this.measurements = parts.measurements();
    }

    /** Takes note of news. */
    void hear(ArrivedAnnouncement announcement) {
        if (news.size() == NEWS_MAX && news.removeFirst().isWithdrawal()) {
            articleLeft.run();
        }
        news.addLast(announcement);
    }

    /** Takes note of a list that was just sent after a click. */
    void clicked(ReaderState reader, Recommendations list, long wallClockMillis) {
        queue.drop(reader.userId());
        activeReaders.clicked(reader);
        noteFirstLists(list, wallClockMillis);
    }

    /** Takes note of a list that was just pushed. */
    void pushed(ReaderState reader, Recommendations list, long nowMillis, long wallClockMillis) {
        activeReaders.pushed(reader, nowMillis);
        noteFirstLists(list, wallClockMillis);
    }

    void forget(String userId) {
        queue.drop(userId);
        activeReaders.forget(userId);
    }

    /** Takes note that a reader's list holds an article that has left. */
    void withdrawn(String userId) {
        queue.addWithdrawal(userId);
    }

    /** Readers whose list waits to be made without an article that has left. */
    int withdrawalsWaiting() {
        return queue.withdrawals();
    }

    /** Takes note that a reader's list waits to be made for another reason. */
    void waits(String userId) {
        queue.drop(userId);
    }

    /**
     * Works off what waits.
     *
     * @param eventTimeMillis the latest event time heard of
     * @param withdrawalsOnly new articles wait, because there is no time for them
     * @param time none when it is used up
     */
    void make(long eventTimeMillis, boolean withdrawalsOnly, TimeBudget time, long wallClockMillis) {
        queueReaders(eventTimeMillis, withdrawalsOnly, time, wallClockMillis);
        while (time.isLeft()) {
            var push = withdrawalsOnly ? queue.nextWithdrawal() : queue.next();
            if (push.isEmpty()) {
                return;
            }
            pushing.accept(push.get());
        }
    }

    /**
     * Whether a remade list is sent: always for a withdrawal; for new articles if the list holds one of them, which one of a
     * story that is listed already is not, and its first lines changed.
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

    /** Each piece of news is a look at all active readers, so a burst of them takes its time too. */
    private void queueReaders(long eventTimeMillis, boolean withdrawalsOnly, TimeBudget time, long wallClockMillis) {
        for (Iterator<ArrivedAnnouncement> waiting = news.iterator(); waiting.hasNext() && time.isLeft(); ) {
            ArrivedAnnouncement item = waiting.next();
            if (withdrawalsOnly && item.announcement() instanceof Announcement.Published) {
                continue;
            }
            if (isInForce(item.announcement(), wallClockMillis)) {
                queueReaders(item, eventTimeMillis);
                waiting.remove();
            } else if (wallClockMillis - dueMillis(item) > NEWS_WAIT_MILLIS) {
                waiting.remove();
            }
        }
    }

    /** When the catalogue is to know of it: an article dated ahead is listed from its publication on. */
    private static long dueMillis(ArrivedAnnouncement item) {
        return item.announcement() instanceof Announcement.Published published
                ? Math.max(item.arrivedAtMillis(), published.description().publishedAtMillis())
                : item.arrivedAtMillis();
    }

    /** Whether this instance's catalogue agrees with the news already. */
    private boolean isInForce(Announcement announcement, long wallClockMillis) {
        String articleId = announcement.articleId();
        return catalogue.read(articles -> announcement instanceof Announcement.Published
                ? articles.description(articleId).isPresent() && articles.isListed(articleId, wallClockMillis)
                : articles.description(articleId).isEmpty());
    }

    private void queueReaders(ArrivedAnnouncement item, long eventTimeMillis) {
        if (item.announcement() instanceof Announcement.Published published) {
            ArticleDescription article = published.description();
            List<String> interested = activeReaders.interestedIn(article, eventTimeMillis);
            // An article that suits nobody who is here has no list to be in time for.
            if (!interested.isEmpty()) {
                arrivals.put(article.articleId(), item.arrivedAtMillis());
            }
            for (String userId : interested) {
                queue.addArticle(userId, article.articleId());
            }
        } else {
            String articleId = item.announcement().articleId();
            arrivals.remove(articleId);
            articleLeft.run();
            for (String userId : activeReaders.holding(articleId, eventTimeMillis)) {
                queue.addWithdrawal(userId);
            }
        }
    }

    private void noteFirstLists(Recommendations list, long wallClockMillis) {
        if (arrivals.isEmpty()) {
            return;
        }
        for (String articleId : list.articleIds()) {
            Long arrivedAtMillis = arrivals.remove(articleId);
            if (arrivedAtMillis != null) {
                measurements.publishToList(wallClockMillis - arrivedAtMillis);
            }
        }
    }
}
