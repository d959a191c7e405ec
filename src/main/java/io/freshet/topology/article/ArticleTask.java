package io.freshet.topology.article;

import io.freshet.codec.json.EventDecoder;
import io.freshet.event.Article;
import io.freshet.recommend.ArticleService;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.EventTime;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.RecentReads;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.LoadMonitor;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TimeBudget;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.message.ArticleText;
import io.freshet.topology.message.ArticleWords;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.store.ObjectStore;
import io.freshet.topology.words.WordKnowledge;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Owns the articles of one partition: publishes and withdraws them, and applies readers' reads, impressions and hides.
 * Sends changes to catalogues, most-read lists and related lists, each at its own interval. Owned by the task's thread.
 */
final class ArticleTask {
    private static final String INPUT = "articles";

    private final TopologyContext topology;
    private final ProcessorContext<Object, Object> context;
    private final Measurements measurements;
    private final ArticleService service;
    private final RecentReads recentReads;
    private final LoadMonitor load;
    private final ObjectStore<Catalogue> catalogue;
    private final ArticleStates articles;
    private final ArticleEmbedder embedder;
    private final ArticleUpkeep upkeep;
    private final ArticleOutputs outputs;
    private final TimeBudget reembedBudget;

    /**
     * Latest event time of readers' signals: the clock by which articles without recent reads are deleted. Publications
     * do not count: in a replay they run far ahead of the reads.
     */
    private final EventTime readTime = new EventTime();

    /**
     * Creates the task on the state stores of {@code context}.
     *
     * @param recentReads recent reads of this task, which survive when Kafka Streams closes and reopens the task
     */
    ArticleTask(
            TopologyContext topology,
            ArticleService service,
            RecentReads recentReads,
            TimeBudget reembedBudget,
            TimeBudget relatedBudget,
            ProcessorContext<Object, Object> context) {
        this.topology = topology;
        this.context = context;
        this.measurements = topology.measurements();
        this.service = service;
        this.recentReads = recentReads;
        this.reembedBudget = reembedBudget;
        this.load = new LoadMonitor(topology.settings().overload().behindAfter());
        this.catalogue = context.getStateStore(GlobalStores.CATALOGUE);
        this.outputs = new ArticleOutputs(context);
        KeyValueStore<String, ArrivedAnnouncement> announced =
                context.getStateStore(StateStores.ANNOUNCED_ARTICLES.name());
        KeyValueStore<String, ArticleText> texts = context.getStateStore(StateStores.ARTICLE_TEXTS.name());
        KeyValueStore<String, ItemState> items = context.getStateStore(StateStores.ITEMS.name());
        this.articles = new ArticleStates(
                service,
                announced,
                new ItemStateCache(items),
                new RelatedPublisher(topology, catalogue, outputs, relatedBudget));
        this.embedder = embedder(texts);
        this.upkeep = new ArticleUpkeep(
                topology,
                articles,
                new ArticleExpiry(announced, items, catalogue),
                catalogue,
                texts::delete,
                outputs,
                nowMillis());
    }

    private ArticleEmbedder embedder(KeyValueStore<String, ArticleText> texts) {
        ObjectStore<WordKnowledge> knowledge = context.getStateStore(GlobalStores.WORD_KNOWLEDGE);
        knowledge.read(known -> known.requireModel(topology.language().wordModel()));
        ReembeddingQueue queue = new ReembeddingQueue(texts);
        queue.restore(articleId -> {
            ArticleDescription description = ArticleStates.description(articles.announcement(articleId));
            return description == null ? OptionalLong.empty() : OptionalLong.of(description.publishedAtMillis());
        });
        return new ArticleEmbedder(
                service.understanding(), new EventDecoder(topology.clocks().event()), knowledge, queue);
    }

    private long nowMillis() {
        return context.currentSystemTimeMs();
    }

    /**
     * Embeds, stores and publishes a new or corrected article, unless a newer record of the article was already
     * processed.
     */
    void announce(Article article, boolean rerouted, long arrivedAtMillis) {
        ArrivedAnnouncement before = articles.announcement(article.id());
        if (before != null && before.supersedes(arrivedAtMillis, rerouted)) {
            measurements.record(new Measurement.EventProcessed(INPUT, Measurement.Outcome.SUPERSEDED));
            return;
        }
        long startNanos = topology.clocks().nano().getAsLong();
        ArticleEmbedder.Embedded embedded = embedder.embed(article);
        measurements.record(
                new Measurement.ArticleEmbedded(topology.clocks().nano().getAsLong() - startNanos));

        ArticleDescription description = embedded.description();
        ArrivedAnnouncement now =
                new ArrivedAnnouncement(new Announcement.Published(description), arrivedAtMillis, rerouted);
        articles.published(now, ArticleStates.description(before), description, nowMillis());
        outputs.description(description, arrivedAtMillis);
        outputs.announcement(now, arrivedAtMillis);
        outputs.words(words(embedded, arrivedAtMillis), arrivedAtMillis);
        measurements.record(new Measurement.EventProcessed(INPUT, Measurement.Outcome.ACCEPTED));
    }

    private static ArticleWords words(ArticleEmbedder.Embedded embedded, long arrivedAtMillis) {
        return new ArticleWords(
                embedded.article().id(),
                embedded.understood().statisticsLanguage(),
                ArticleWords.leading(embedded.tokens().sentences()),
                embedded.understood().rawVector(),
                embedded.article().category(),
                embedded.article().publishedAtMillis(),
                arrivedAtMillis);
    }

    /**
     * Withdraws an article and deletes its published records, unless a newer record of the article was already
     * processed. A withdrawal has no time of its own: it takes effect when it arrives.
     */
    void withdraw(String articleId, boolean rerouted, long arrivedAtMillis) {
        ArrivedAnnouncement before = articles.announcement(articleId);
        if (before != null && before.supersedes(arrivedAtMillis, rerouted)) {
            measurements.record(new Measurement.EventProcessed(INPUT, Measurement.Outcome.SUPERSEDED));
            return;
        }
        ArrivedAnnouncement withdrawal = new ArrivedAnnouncement(
                new Announcement.Withdrawn(articleId, arrivedAtMillis), arrivedAtMillis, rerouted);
        embedder.forget(articleId);
        articles.withdrawn(withdrawal);
        outputs.withdraw(withdrawal);
        measurements.record(new Measurement.EventProcessed(INPUT, Measurement.Outcome.ACCEPTED));
    }

    /**
     * Updates an article's state with a reader's signal: a read, an impression, a hide, or a later read of another
     * article. Signals about withdrawn articles have no effect: readers may still have them open.
     *
     * @param clickArrivedAtMillis when the click or impression behind the signal arrived on its topic, epoch
     *     milliseconds
     */
    void signal(ItemSignal signal, long clickArrivedAtMillis) {
        readTime.observe(signal.atMillis());
        ArrivedAnnouncement last = articles.announcement(signal.articleId());
        if (last != null && last.isWithdrawal()) {
            return;
        }
        load.observe(clickArrivedAtMillis, nowMillis());
        ItemStateCache items = articles.items();
        ItemState state = items.find(signal.articleId())
                .orElseGet(() -> service.newItem(signal.articleId(), ArticleStates.description(last)));
        if (signal instanceof ItemSignal.Read) {
            // Published now: the read is about to drop these buckets from the state.
            outputs.reads(state, bucketsDroppedBy(state, signal.atMillis()), clickArrivedAtMillis);
            state.bucketStartFor(signal.atMillis()).ifPresent(start -> items.bucketChanged(state.articleId(), start));
        }
        catalogue.read(vectors -> {
            service.apply(state, signal, vectors, recentReads);
            return state;
        });
        items.put(state);
        if (signal instanceof ItemSignal.Followed) {
            articles.related().request(signal.articleId(), nowMillis());
        }
    }

    private Collection<Long> bucketsDroppedBy(ItemState state, long readAtMillis) {
        Set<Long> known = articles.items().takeBucketsDroppedBy(state.articleId(), readAtMillis);
        // A crash forgets which buckets were published, and the first round of the scan may come too late.
        return upkeep.isFirstRound() ? state.bucketsBefore(ClickBuckets.oldestKeptStart(readAtMillis)) : known;
    }

    /**
     * Publishes the counts and vectors of articles that changed since the last call, then the related lists that are
     * due.
     */
    void publish(long nowMillis) {
        for (ItemState state : articles.items().takeUnpublished()) {
            Set<Long> bucketStartsMillis = articles.items().takeUnpublishedBuckets(state.articleId());
            ArrivedAnnouncement last = articles.announcement(state.articleId());
            if (last != null && last.isWithdrawal()) {
                continue;
            }
            boolean evicted = upkeep.isEvicted(last, nowMillis);
            if (evicted && state.clickCount() > 0) {
                bringBack(last, nowMillis);
            }
            if (!evicted || state.clickCount() > 0) {
                outputs.activity(state, nowMillis);
                outputs.reads(state, bucketStartsMillis, nowMillis);
            }
        }
        articles.related()
                .run(load.backgroundWorkMax(RelatedPublisher.LISTS_MAX, nowMillis), articles::isWithdrawn, nowMillis);
    }

    /**
     * Publishes the profile and catalogue entry of an evicted article again and schedules its related list, because the
     * article was read. Does nothing if {@code last}, the article's latest announcement, is null or a withdrawal.
     */
    private void bringBack(@Nullable ArrivedAnnouncement last, long nowMillis) {
        ArticleDescription description = ArticleStates.description(last);
        if (description != null) {
            outputs.description(description, nowMillis);
            articles.related().request(description.articleId(), nowMillis);
        }
    }

    /**
     * Re-embeds articles from the queue, within the time budget and up to the configured number. An article whose
     * description changed is published again, without an announcement to readers.
     */
    void reembed(long nowMillis) {
        embedder.observeChanges();
        int articlesMax = load.backgroundWorkMax(topology.settings().reembedArticlesMax(), nowMillis);
        if (!reembedBudget.begin()) {
            return;
        }
        for (int done = 0; done < articlesMax && (done == 0 || reembedBudget.isLeft()); done++) {
            Optional<String> articleId = embedder.takeDue();
            if (articleId.isEmpty()) {
                break;
            }
            reembed(articleId.get(), nowMillis);
        }
        reembedBudget.end();
    }

    private void reembed(String articleId, long nowMillis) {
        ArrivedAnnouncement before = articles.announcement(articleId);
        ArticleDescription previous = ArticleStates.description(before);
        Optional<ArticleEmbedder.KeptArticle> kept = embedder.kept(articleId);
        if (before == null || previous == null || kept.isEmpty()) {
            embedder.forget(articleId);
            return;
        }
        Optional<ArticleDescription> changed = embedder.embedAgain(kept.get())
                .map(ArticleEmbedder.Embedded::description)
                .filter(description -> description.differsFrom(previous));
        changed.ifPresent(description -> {
            ArrivedAnnouncement now = new ArrivedAnnouncement(
                    new Announcement.Published(description), before.arrivedAtMillis(), before.rerouted());
            articles.published(now, previous, description, nowMillis());
            outputs.description(description, nowMillis);
        });
        measurements.record(new Measurement.ArticleReembedded(changed.isPresent()));
    }

    /**
     * Expires articles, deletes the published records of evicted articles, and resends records that a crash may have
     * lost.
     */
    void upkeep(long nowMillis) {
        upkeep.run(readTime.millis(), nowMillis);
    }
}
