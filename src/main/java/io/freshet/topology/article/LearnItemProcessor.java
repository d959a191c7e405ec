package io.freshet.topology.article;

import io.freshet.event.Related;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.catalogue.EvictedArticles;
import io.freshet.recommend.decay.EventTime;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemLearner;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.RecentReads;
import io.freshet.recommend.list.RelatedArticles;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.NodeNames;
import io.freshet.topology.context.SharedTimeBudget;
import io.freshet.topology.context.TimeBudget;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.message.ArticleText;
import io.freshet.topology.message.CatalogueEntry;
import io.freshet.topology.message.CatalogueKey;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.store.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Owns the articles of one partition: learns from every read, and publishes what changed to all catalogues, to the
 * most-read lists and to the related lists, each at its own pace.
 */
public final class LearnItemProcessor extends ContextualProcessor<String, ItemSignal, Object, Object> {
    /** Related lists made in one tick while reads do not wait: each is a scan of the catalogue. */
    private static final int RELATED_PER_TICK_MAX = 4;
    /** ... and no further one after so long: with many articles a scan takes milliseconds, for which clicks wait. */
    private static final Duration RELATED_TIME_MAX = Duration.ofMillis(2);
    /** Articles with a due related list that one tick looks at: those that are not in the catalogue get none. */
    private static final int RELATED_LOOKED_AT_MAX = 64;

    /** Articles whose publication or expiry has come that one sweep handles, so that clicks wait for milliseconds. */
    private static final int DUE_PER_SWEEP_MAX = 1_000;
    /** Evicted articles that one sweep looks at. */
    private static final int EVICTED_PER_SWEEP_MAX = 1_000;
    /** An announced article whose description is missing from the catalogue for longer was evicted. */
    private static final long ON_ITS_WAY_MILLIS = 10_000;

    private final TopologyContext parts;
    private final ItemLearner learner;
    private final RecentReads recentReads;
    private final RelatedArticles relatedArticles;
    private final SharedTimeBudget sharedRelatedTime;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private KeyValueStore<String, ArrivedAnnouncement> announced;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, ArticleText> texts;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<ItemStateCache> desk;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<Catalogue> catalogue;

    @SuppressWarnings("NullAway.Init")
    private ArticleExpiry sweep;

    @SuppressWarnings("NullAway.Init")
    private TimeBudget relatedTime;

    /** Whether what was announced before the task was taken up is known to the desk. */
    private boolean announcedKnown;

    private boolean announcingTold;
    private long evictionsSeen;
    /** Articles evicted so soon after they arrived that the next sweep looks at them again. */
    private final List<String> evictedOnArrival = new ArrayList<>();

    private long lastSweepMillis;

    /**
     * How far the reads have come: what "now" is for articles that nobody reads any more. Not the publications, which in a
     * replay run far ahead of the reads.
     */
    private final EventTime readTime = new EventTime();

    private LearnItemProcessor(TopologyContext parts, SharedTimeBudget sharedRelatedTime) {
        this.parts = parts;
        this.sharedRelatedTime = sharedRelatedTime;
        this.learner = new ItemLearner(parts.recommend());
        this.recentReads = new RecentReads(parts.recommend().vectors().recentReads());
        this.relatedArticles = new RelatedArticles(parts.recommend());
    }

    /** Processors that share the time of their threads for related lists. */
    public static ProcessorSupplier<String, ItemSignal, Object, Object> supplier(TopologyContext parts) {
        SharedTimeBudget relatedTime =
                new SharedTimeBudget(RELATED_TIME_MAX, parts.settings().publishInterval(), parts.nanoClock());
        return () -> new LearnItemProcessor(parts, relatedTime);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        announced = context.getStateStore(StateStores.ANNOUNCED_ARTICLES.name());
        texts = context.getStateStore(StateStores.ARTICLE_TEXTS.name());
        desk = context.getStateStore(GlobalStores.ITEM_DESK);
        catalogue = context.getStateStore(GlobalStores.CATALOGUE);
        KeyValueStore<String, ItemState> items = context.getStateStore(StateStores.ITEMS.name());
        desk.write(shared -> shared.open(items));
        announcedKnown = false;
        announcingTold = false;
        evictionsSeen = 0;
        evictedOnArrival.clear();
        lastSweepMillis = context.currentSystemTimeMs();
        sweep = new ArticleExpiry(parts.settings(), announced, items, catalogue);
        context.schedule(parts.settings().publishInterval(), PunctuationType.WALL_CLOCK_TIME, this::publish);
        context.schedule(parts.settings().sweepInterval(), PunctuationType.WALL_CLOCK_TIME, this::sweep);
        relatedTime = sharedRelatedTime.open();
    }

    @Override
    public void close() {
        relatedTime.close();
    }

    @Override
    public void process(Record<String, ItemSignal> record) {
        ItemSignal signal = record.value();
        readTime.hear(signal.atMillis());
        Announcement announcement = announcement(signal.articleId());
        if (announcement instanceof Announcement.Withdrawn) {
            // Readers may still have it open. Learning from that would put it back into the catalogues.
            return;
        }
        desk.write(items -> {
            items.takenUp(record.timestamp(), context().currentSystemTimeMs());
            ItemState state = items.find(signal.articleId()).orElseGet(() -> create(signal.articleId(), announcement));
            if (signal instanceof ItemSignal.Read) {
                // Where hours go by between two publications, in a replay or after a long stop, nothing may fall out.
                publishReads(state, pushedOut(items, state, signal.atMillis()), record.timestamp());
                state.countedAt(signal.atMillis()).ifPresent(start -> items.readIn(state.articleId(), start));
            }
            catalogue.read(articles -> {
                learner.apply(state, signal, articles, recentReads);
                return state;
            });
            items.put(state);
            if (signal instanceof ItemSignal.Followed) {
                items.related().request(signal.articleId(), context().currentSystemTimeMs());
            }
        });
    }

    /** The buckets that a read of this moment pushes out before their reads were published, or may have been. */
    private Collection<Long> pushedOut(ItemStateCache items, ItemState state, long atMillis) {
        Set<Long> noted = items.takePushedOut(state.articleId(), atMillis);
        // What was noted before a crash is forgotten, and the sweep may come too late for it.
        return sweep.isFirstRound() ? state.bucketsBefore(ClickBuckets.keptFrom(atMillis)) : noted;
    }

    /** The last announcement of an article, null if there was none. */
    private @Nullable Announcement announcement(String articleId) {
        ArrivedAnnouncement last = announced.get(articleId);
        return last == null ? null : last.announcement();
    }

    private ItemState create(String articleId, @Nullable Announcement announcement) {
        ItemState state = learner.create(articleId);
        if (announcement instanceof Announcement.Published published) {
            ArticleDescription description = published.description();
            learner.describe(state, null, description);
        }
        return state;
    }

    private void publish(long wallClockMillis) {
        desk.write(items -> {
            for (ItemState state : items.takeUnpublished()) {
                Set<Long> bucketStartsMillis = items.takeUnpublishedBuckets(state.articleId());
                ArrivedAnnouncement last = announced.get(state.articleId());
                if (last != null && last.isWithdrawal()) {
                    continue;
                }
                boolean evicted = isEvicted(last, wallClockMillis);
                if (evicted && state.clickCount() > 0) {
                    bringBack(items, last, wallClockMillis);
                }
                if (!evicted || state.clickCount() > 0) {
                    publishActivity(state, wallClockMillis);
                    publishReads(state, bucketStartsMillis, wallClockMillis);
                }
            }
            publishRelated(items.related(), items.workMax(RELATED_PER_TICK_MAX, wallClockMillis), wallClockMillis);
        });
    }

    /** Whether an announced article had to leave the catalogue because it was full. */
    private boolean isEvicted(@Nullable ArrivedAnnouncement last, long wallClockMillis) {
        return last != null
                && last.announcement() instanceof Announcement.Published published
                && wallClockMillis - last.arrivedAtMillis() > ON_ITS_WAY_MILLIS
                && catalogue
                        .read(articles -> articles.description(published.articleId()))
                        .isEmpty();
    }

    /** Sends again what was taken back of an evicted article: it was read. */
    private void bringBack(ItemStateCache items, @Nullable ArrivedAnnouncement last, long wallClockMillis) {
        if (last != null && last.announcement() instanceof Announcement.Published published) {
            ArticleDescription description = published.description();
            forward(description.articleId(), description.profile(), wallClockMillis, NodeNames.PROFILES_SINK);
            forward(
                    CatalogueKey.description(description.articleId()),
                    new CatalogueEntry.Described(description),
                    wallClockMillis,
                    NodeNames.CATALOGUE_SINK);
            items.related().request(description.articleId(), wallClockMillis);
        }
    }

    private boolean isWithdrawn(String articleId) {
        ArrivedAnnouncement last = announced.get(articleId);
        return last != null && last.isWithdrawal();
    }

    private void publishActivity(ItemState state, long wallClockMillis) {
        forward(
                CatalogueKey.activity(state.articleId()),
                new CatalogueEntry.Learned(state.activity()),
                wallClockMillis,
                NodeNames.CATALOGUE_SINK);
    }

    private void publishReads(ItemState state, Collection<Long> bucketStartsMillis, long wallClockMillis) {
        for (long startMillis : bucketStartsMillis) {
            state.popularityAt(startMillis)
                    .ifPresent(reads -> forward(state.articleId(), reads, wallClockMillis, NodeNames.POPULARITY_SINK));
        }
    }

    /** Makes some of the related lists that are due, and sends those that changed. */
    private void publishRelated(RelatedSchedule schedule, int mostMade, long wallClockMillis) {
        if (!relatedTime.begin()) {
            return;
        }
        int made = 0;
        for (int looked = 0;
                looked < RELATED_LOOKED_AT_MAX && made < mostMade && (made == 0 || relatedTime.isLeft());
                looked++) {
            Optional<String> due = schedule.takeDue(wallClockMillis);
            if (due.isEmpty()) {
                break;
            }
            String articleId = due.get();
            if (catalogue.read(articles -> articles.contains(articleId))) {
                made++;
                catalogue
                        .read(articles -> relatedArticles.of(
                                articleId, articles, new ListTime(articles.latestMillis(), wallClockMillis)))
                        .ifPresent(related -> publishRelated(schedule, related, wallClockMillis));
            } else if (!isWithdrawn(articleId)) {
                schedule.postpone(articleId, wallClockMillis);
            }
        }
        relatedTime.end();
    }

    private void publishRelated(RelatedSchedule schedule, Related related, long wallClockMillis) {
        List<String> ids = related.items().stream().map(Related.Item::articleId).toList();
        if (schedule.made(related.articleId(), ids, wallClockMillis)) {
            forward(related.articleId(), related, wallClockMillis, NodeNames.RELATED_SINK);
        }
    }

    private void sweep(long wallClockMillis) {
        takeUpAnnounced(wallClockMillis);
        handleDue(wallClockMillis);
        takeBackEvicted(wallClockMillis);
        lastSweepMillis = wallClockMillis;
        sweep.next(readTime.millis(), wallClockMillis, new ArticleExpiry.Findings() {
            @Override
            public void unpublished(ItemState state) {
                if (!isEvicted(announced.get(state.articleId()), wallClockMillis)) {
                    publishActivity(state, wallClockMillis);
                }
            }

            @Override
            public void untold(ItemState state) {
                publishReads(state, state.keptBuckets(), wallClockMillis);
            }

            @Override
            public void gone(Announcement withdrawn) {
                if (parts.delivery().repeatsAfterCrash()) {
                    Tombstones.forward(new ArrivedAnnouncement(withdrawn, wallClockMillis), context());
                }
            }

            @Override
            public void unrelated(String articleId) {
                desk.write(items -> items.related().request(articleId, wallClockMillis));
            }

            @Override
            public void abandoned(String articleId) {
                announced.delete(articleId);
                texts.delete(articleId);
                desk.write(items -> items.remove(articleId));
                Tombstones.forwardOfAbandoned(articleId, wallClockMillis, context());
            }
        });
    }

    /** Reads once what was announced before the task was taken up, and tells every instance that articles are announced. */
    private void takeUpAnnounced(long wallClockMillis) {
        if (!announcedKnown) {
            try (KeyValueIterator<String, ArrivedAnnouncement> stored = announced.all()) {
                desk.write(items -> stored.forEachRemaining(entry -> {
                    if (entry.value.announcement() instanceof Announcement.Published published) {
                        items.announced(published.description(), wallClockMillis);
                    }
                }));
            }
            announcedKnown = true;
        }
        if (!announcingTold && desk.read(ItemStateCache::isAnnouncing)) {
            forward(
                    CatalogueKey.THAT_ARTICLES_ARE_ANNOUNCED,
                    new CatalogueEntry.Announcing(),
                    wallClockMillis,
                    NodeNames.CATALOGUE_SINK);
            announcingTold = true;
        }
    }

    /** Lets articles leave whose expiry has come, and makes related lists of those whose publication has. */
    private void handleDue(long wallClockMillis) {
        desk.write(items -> {
            for (String articleId : items.takeDue(wallClockMillis, DUE_PER_SWEEP_MAX)) {
                ArrivedAnnouncement last = announced.get(articleId);
                if (last == null || !(last.announcement() instanceof Announcement.Published published)) {
                    continue;
                }
                if (published.description().expiresAtMillis() <= wallClockMillis) {
                    expire(items, published.description(), last, wallClockMillis);
                } else {
                    items.announced(published.description(), wallClockMillis);
                    items.related().request(articleId, wallClockMillis);
                }
            }
        });
    }

    private void expire(
            ItemStateCache items, ArticleDescription description, ArrivedAnnouncement last, long wallClockMillis) {
        String articleId = description.articleId();
        long atMillis = Math.max(readTime.millis(), description.expiresAtMillis());
        Announcement expired = new Announcement.Withdrawn(articleId, atMillis);
        // With the arrival of the announcement that expires: a re-routed correction that arrived since must count.
        announced.put(articleId, new ArrivedAnnouncement(expired, last.arrivedAtMillis(), last.rerouted()));
        texts.delete(articleId);
        items.related().forget(articleId);
        Tombstones.forward(new ArrivedAnnouncement(expired, wallClockMillis), context());
    }

    /** Takes back what was told of own articles that this instance's catalogue has evicted since the last sweep. */
    private void takeBackEvicted(long wallClockMillis) {
        EvictedArticles.Next next = catalogue.read(articles -> articles.evicted(evictionsSeen, EVICTED_PER_SWEEP_MAX));
        evictionsSeen = next.seen();
        List<String> evicted = new ArrayList<>(evictedOnArrival);
        evicted.addAll(next.articleIds());
        evictedOnArrival.clear();
        for (String articleId : evicted) {
            ArrivedAnnouncement last = announced.get(articleId);
            boolean own =
                    last != null || desk.read(items -> items.find(articleId).isPresent());
            boolean gone = last != null && last.isWithdrawal();
            if (!own || gone || catalogue.read(articles -> articles.contains(articleId))) {
                continue;
            }
            if (last != null && last.arrivedAtMillis() >= lastSweepMillis) {
                // It may have been announced again since, and be on its way to the catalogue.
                evictedOnArrival.add(articleId);
                continue;
            }
            texts.delete(articleId);
            desk.write(items -> items.related().forget(articleId));
            Tombstones.forwardOfEvicted(articleId, wallClockMillis, context());
        }
    }

    private void forward(Object key, Object value, long wallClockMillis, String sink) {
        context().forward(new Record<>(key, value, wallClockMillis), sink);
    }
}
