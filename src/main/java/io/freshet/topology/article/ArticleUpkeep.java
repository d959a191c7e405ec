package io.freshet.topology.article;

import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.catalogue.EvictedArticles;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemState;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Background maintenance of one partition's articles: handles expired, long unread and evicted articles. Expires
 * articles past their expiry time, deletes articles neither read nor published for long, and deletes the published
 * records of articles that the full catalogue evicted. After a start, sends the records again that a crash may have
 * lost. Owned by the task's thread.
 */
final class ArticleUpkeep implements ArticleExpiry.Findings {
    /**
     * Maximum number of due publications and expiries handled in one run, so that clicks wait for milliseconds only.
     */
    private static final int DUE_MAX = 1_000;
    /** Maximum number of evicted articles handled in one run. */
    private static final int EVICTED_MAX = 1_000;
    /**
     * Maximum time, milliseconds, from the arrival of an article until the catalogue contains it; after this time a
     * missing article counts as evicted.
     */
    private static final long TO_CATALOGUE_MILLIS_MAX = 10_000;

    private final TopologyContext topology;
    private final ArticleStates articles;
    private final ArticleExpiry expiry;
    private final ObjectStore<Catalogue> catalogue;
    private final Consumer<String> textDeletion;
    private final ArticleOutputs outputs;

    private boolean timersLoaded;
    private boolean announcingSent;
    private long evictionsSeen;
    /**
     * Ids of evicted articles to check again in the next run, because a later announcement may still be on its way to
     * the catalogue.
     */
    private final List<String> evictedOnArrival = new ArrayList<>();

    private long lastRunMillis;
    /** Wall clock of the run in progress, epoch milliseconds. */
    private long nowMillis;

    /**
     * Creates the background maintenance of the articles of one partition.
     *
     * @param textDeletion deletes the stored text of an article
     */
    ArticleUpkeep(
            TopologyContext topology,
            ArticleStates articles,
            ArticleExpiry expiry,
            ObjectStore<Catalogue> catalogue,
            Consumer<String> textDeletion,
            ArticleOutputs outputs,
            long nowMillis) {
        this.topology = topology;
        this.articles = articles;
        this.expiry = expiry;
        this.catalogue = catalogue;
        this.textDeletion = textDeletion;
        this.outputs = outputs;
        this.lastRunMillis = nowMillis;
    }

    /** Whether the first scan of the stored articles since the start is still running. */
    boolean isFirstRound() {
        return expiry.isFirstRound();
    }

    /**
     * Whether a published article was evicted from the full catalogue: it is missing there although it arrived long
     * before {@code atMillis}.
     *
     * @param last last announcement of the article; null without one, and the result is then false
     */
    boolean isEvicted(@Nullable ArrivedAnnouncement last, long atMillis) {
        return last != null
                && last.announcement() instanceof Announcement.Published published
                && atMillis - last.arrivedAtMillis() > TO_CATALOGUE_MILLIS_MAX
                && catalogue
                        .read(known -> known.description(published.articleId()))
                        .isEmpty();
    }

    /**
     * Handles due publications and expiries, then evicted articles, then checks the next few stored articles.
     *
     * @param eventMillis event time of the latest read
     */
    void run(long eventMillis, long wallClockMillis) {
        nowMillis = wallClockMillis;
        if (!timersLoaded) {
            articles.loadTimers(nowMillis);
            timersLoaded = true;
        }
        if (!announcingSent && articles.isAnnouncing()) {
            outputs.announcing(nowMillis);
            announcingSent = true;
        }
        handleDue(eventMillis);
        removeEvicted();
        lastRunMillis = nowMillis;
        expiry.check(eventMillis, nowMillis, this);
    }

    /**
     * Handles due timers: expires articles at their expiry time, and requests the related lists of articles at their
     * publication time.
     */
    private void handleDue(long eventMillis) {
        for (String articleId : articles.takeDue(nowMillis, DUE_MAX)) {
            ArrivedAnnouncement last = articles.announcement(articleId);
            ArticleDescription description = ArticleStates.description(last);
            if (last == null || description == null) {
                continue;
            }
            if (description.expiresAtMillis() <= nowMillis) {
                expire(description, last, Math.max(eventMillis, description.expiresAtMillis()));
            } else {
                articles.setTimer(description, nowMillis);
                articles.related().request(articleId, nowMillis);
            }
        }
    }

    private void expire(ArticleDescription description, ArrivedAnnouncement last, long atMillis) {
        Announcement expired = new Announcement.Withdrawn(description.articleId(), atMillis);
        // Keeps the arrival of the expired announcement: a re-routed correction that arrived later must supersede this.
        articles.expired(new ArrivedAnnouncement(expired, last.arrivedAtMillis(), last.rerouted()));
        textDeletion.accept(description.articleId());
        outputs.withdraw(new ArrivedAnnouncement(expired, nowMillis));
    }

    private void removeEvicted() {
        EvictedArticles.Batch next = catalogue.read(known -> known.evictedSince(evictionsSeen, EVICTED_MAX));
        evictionsSeen = next.position();
        List<String> evicted = new ArrayList<>(evictedOnArrival);
        evicted.addAll(next.articleIds());
        evictedOnArrival.clear();
        for (String articleId : evicted) {
            ArrivedAnnouncement last = articles.announcement(articleId);
            boolean own = last != null || articles.items().find(articleId).isPresent();
            boolean withdrawn = last != null && last.isWithdrawal();
            if (!own || withdrawn || catalogue.read(known -> known.contains(articleId))) {
                continue;
            }
            if (last != null && last.arrivedAtMillis() >= lastRunMillis) {
                // A later announcement may be on its way to the catalogue.
                evictedOnArrival.add(articleId);
                continue;
            }
            textDeletion.accept(articleId);
            articles.related().forget(articleId);
            outputs.evict(articleId, nowMillis);
        }
    }

    @Override
    public void unpublished(ItemState state) {
        if (!isEvicted(articles.announcement(state.articleId()), nowMillis)) {
            outputs.activity(state, nowMillis);
        }
    }

    @Override
    public void readsMissing(ItemState state) {
        outputs.reads(state, state.keptBuckets(), nowMillis);
    }

    @Override
    public void withdrawn(Announcement withdrawal) {
        if (topology.delivery().repeatsAfterCrash()) {
            outputs.withdraw(new ArrivedAnnouncement(withdrawal, nowMillis));
        }
    }

    @Override
    public void relatedListMissing(String articleId) {
        articles.related().request(articleId, nowMillis);
    }

    @Override
    public void abandoned(String articleId) {
        articles.remove(articleId, textDeletion);
        outputs.abandon(articleId, nowMillis);
    }
}
