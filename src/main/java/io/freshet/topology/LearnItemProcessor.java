package io.freshet.topology;

import io.freshet.codec.ArrivedAnnouncement;
import io.freshet.codec.ArticleText;
import io.freshet.codec.CatalogueEntry;
import io.freshet.codec.CatalogueKey;
import io.freshet.event.Related;
import io.freshet.recommend.Announcement;
import io.freshet.recommend.ArticleDescription;
import io.freshet.recommend.Catalogue;
import io.freshet.recommend.ClickBuckets;
import io.freshet.recommend.EventTime;
import io.freshet.recommend.ItemLearner;
import io.freshet.recommend.ItemSignal;
import io.freshet.recommend.ItemState;
import io.freshet.recommend.RecentReads;
import io.freshet.recommend.RelatedArticles;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Owns the articles of one partition: learns from every read, and publishes what changed to all catalogues, to the
 * most-read lists and to the related lists, each at its own pace.
 */
final class LearnItemProcessor extends ContextualProcessor<String, ItemSignal, Object, Object> {
    /** Related lists made in one tick while reads do not wait: each is a scan of the catalogue. */
    private static final int RELATED_PER_TICK_MAX = 4;
    /** ... and no further one after so long: with many articles a scan takes milliseconds, for which clicks wait. */
    private static final Duration RELATED_TIME_MAX = Duration.ofMillis(2);
    /** Articles of which it is remembered which related list was sent last. */
    private static final int RELATED_SENT_MAX = 20_000;

    private final Parts parts;
    private final ItemLearner learner;
    private final RecentReads recentReads;
    private final RelatedArticles relatedArticles;
    private final SharedSpareTime sharedRelatedTime;
    private final Map<String, SentRelated> sentRelated = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SentRelated> eldest) {
            return size() > RELATED_SENT_MAX;
        }
    };

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private KeyValueStore<String, ArrivedAnnouncement> announced;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, ArticleText> texts;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<ItemDesk> desk;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<Catalogue> catalogue;

    @SuppressWarnings("NullAway.Init")
    private ArticleSweep sweep;

    @SuppressWarnings("NullAway.Init")
    private SpareTime relatedTime;

    /**
     * How far the reads have come: what "now" is for articles that have to leave. Not the publications, which in a replay
     * run far ahead of the reads.
     */
    private final EventTime readTime = new EventTime();

    private record SentRelated(List<String> articleIds, long atMillis) {}

    private LearnItemProcessor(Parts parts, SharedSpareTime sharedRelatedTime) {
        this.parts = parts;
        this.sharedRelatedTime = sharedRelatedTime;
        this.learner = new ItemLearner(parts.recommend());
        this.recentReads = new RecentReads(parts.recommend().vectors().recentReads());
        this.relatedArticles = new RelatedArticles(parts.recommend());
    }

    /** Processors that share the time of their threads for related lists. */
    static ProcessorSupplier<String, ItemSignal, Object, Object> supplier(Parts parts) {
        SharedSpareTime relatedTime =
                new SharedSpareTime(RELATED_TIME_MAX, parts.settings().publishInterval(), parts.nanoClock());
        return () -> new LearnItemProcessor(parts, relatedTime);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        announced = context.getStateStore(FreshetTopology.ANNOUNCED_ARTICLES);
        texts = context.getStateStore(FreshetTopology.ARTICLE_TEXTS);
        desk = context.getStateStore(FreshetTopology.ITEM_DESK);
        catalogue = context.getStateStore(FreshetTopology.CATALOGUE);
        KeyValueStore<String, ItemState> items = context.getStateStore(FreshetTopology.ITEMS);
        desk.write(shared -> shared.open(items));
        sentRelated.clear();
        sweep = new ArticleSweep(parts.settings(), announced, items, catalogue);
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
                items.relate(signal.articleId());
            }
        });
    }

    /** The buckets that a read of this moment pushes out before their reads were published, or may have been. */
    private Collection<Long> pushedOut(ItemDesk items, ItemState state, long atMillis) {
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
                if (!isWithdrawn(state.articleId())) {
                    publishActivity(state, wallClockMillis);
                    publishReads(state, bucketStartsMillis, wallClockMillis);
                }
            }
            publishRelated(items, wallClockMillis);
        });
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
                Nodes.CATALOGUE_SINK);
    }

    private void publishReads(ItemState state, Collection<Long> bucketStartsMillis, long wallClockMillis) {
        for (long startMillis : bucketStartsMillis) {
            state.popularityAt(startMillis)
                    .ifPresent(reads -> forward(state.articleId(), reads, wallClockMillis, Nodes.POPULARITY_SINK));
        }
    }

    /** Makes some of the related lists that may have changed, and sends those that did. */
    private void publishRelated(ItemDesk items, long wallClockMillis) {
        long intervalMillis = parts.settings().relatedInterval().toMillis();
        int mostMade = items.workMax(RELATED_PER_TICK_MAX, wallClockMillis);
        int made = 0;
        if (!relatedTime.begin()) {
            return;
        }
        for (Iterator<String> due = items.related().iterator();
                due.hasNext() && made < mostMade && (made == 0 || relatedTime.isLeft()); ) {
            String articleId = due.next();
            SentRelated before = sentRelated.get(articleId);
            if (before != null && wallClockMillis - before.atMillis() < intervalMillis) {
                continue;
            }
            boolean known = catalogue.read(articles -> articles.contains(articleId));
            if (!known) {
                if (isWithdrawn(articleId)) {
                    due.remove();
                }
                continue;
            }
            due.remove();
            made++;
            catalogue
                    .read(articles -> relatedArticles.of(articleId, articles, articles.latestMillis()))
                    .ifPresent(related -> publishRelated(related, before, wallClockMillis));
        }
        relatedTime.end();
    }

    private void publishRelated(Related related, @Nullable SentRelated before, long wallClockMillis) {
        List<String> ids = related.items().stream().map(Related.Item::articleId).toList();
        sentRelated.put(related.articleId(), new SentRelated(ids, wallClockMillis));
        if (before == null || !before.articleIds().equals(ids)) {
            forward(related.articleId(), related, wallClockMillis, Nodes.RELATED_SINK);
        }
    }

    private void sweep(long wallClockMillis) {
        sweep.next(readTime.millis(), wallClockMillis, new ArticleSweep.Findings() {
            @Override
            public void unpublished(ItemState state) {
                publishActivity(state, wallClockMillis);
            }

            @Override
            public void untold(ItemState state) {
                publishReads(state, state.keptBuckets(), wallClockMillis);
            }

            @Override
            public void unrelated(String articleId) {
                desk.write(items -> items.relate(articleId));
            }

            @Override
            public void expired(String articleId) {
                announced.put(articleId, withdrawn(articleId, wallClockMillis));
                texts.delete(articleId);
                Departure.forward(withdrawn(articleId, wallClockMillis), context());
            }

            @Override
            public void abandoned(String articleId) {
                announced.delete(articleId);
                texts.delete(articleId);
                desk.write(items -> items.remove(articleId));
                Departure.forwardOfAbandoned(articleId, wallClockMillis, context());
            }
        });
    }

    private ArrivedAnnouncement withdrawn(String articleId, long wallClockMillis) {
        return new ArrivedAnnouncement(new Announcement.Withdrawn(articleId, readTime.millis()), wallClockMillis);
    }

    private void forward(Object key, Object value, long wallClockMillis, String sink) {
        context().forward(new Record<>(key, value, wallClockMillis), sink);
    }
}
