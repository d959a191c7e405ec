package io.freshet.topology.trending;

import io.freshet.event.Trending;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.EventTime;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticlePopularity;
import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.trending.ReadHistory;
import io.freshet.recommend.trending.TrendingBoard;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.NodeNames;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.store.ObjectStore;
import io.freshet.topology.store.ReadableStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts reads of all articles in one task and sends the most-read lists that changed, overall and by category. */
public final class RankTrendingProcessor extends ContextualProcessor<String, ArticlePopularity, String, Trending> {
    /** Minimum time between two publications of a most-read list. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final TopologyContext topology;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else, and again after a failure.
    private TrendingBoard board;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private KeyValueStore<String, ReadHistory> histories;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, Trending> lists;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<Catalogue> catalogue;

    private final EventTime eventTime = new EventTime();
    /** Stored most-read lists to send again after a start, because a crash may have lost their records. */
    private final List<Trending> unsent = new ArrayList<>();

    public RankTrendingProcessor(TopologyContext topology) {
        this.topology = topology;
    }

    @Override
    public void init(ProcessorContext<String, Trending> context) {
        super.init(context);
        histories = context.getStateStore(StateStores.TRENDING_BUCKETS.name());
        lists = context.getStateStore(StateStores.TRENDING.name());
        catalogue = context.getStateStore(GlobalStores.CATALOGUE);
        board = new TrendingBoard(topology.recommend());
        unsent.clear();
        try (KeyValueIterator<String, ReadHistory> stored = histories.all()) {
            stored.forEachRemaining(entry -> board.restore(entry.value));
        }
        try (KeyValueIterator<String, Trending> sent = lists.all()) {
            // The first counts may come from an article task that is behind: event time never goes back.
            sent.forEachRemaining(entry -> {
                eventTime.resume(entry.value.asOfMillis());
                board.restore(entry.value);
                if (topology.delivery().repeatsAfterCrash()) {
                    unsent.add(entry.value);
                }
            });
        }
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::send);
    }

    @Override
    public void process(Record<String, ArticlePopularity> record) {
        ArticlePopularity reads = record.value();
        if (reads == null) {
            board.withdraw(record.key());
            histories.delete(record.key());
            return;
        }
        // A list includes the bucket in progress, so its time is the end of that bucket.
        eventTime.observe(reads.bucketStartMillis() + ClickBuckets.BUCKET_MILLIS - 1);
        if (board.apply(reads)) {
            board.history(reads.articleId()).ifPresent(history -> histories.put(reads.articleId(), history));
        }
    }

    private void send(long nowMillis) {
        if (eventTime.millis() == 0) {
            return;
        }
        unsent.forEach(list -> forward(list, nowMillis));
        unsent.clear();
        ListTime time = new ListTime(eventTime.millis(), nowMillis);
        for (Trending list : board.changed(time, articleId -> isListed(articleId, nowMillis))) {
            if (list.items().isEmpty()) {
                // An empty list is sent once and then forgotten.
                forget(list.scope());
            } else {
                lists.put(list.scope(), list);
            }
            forward(list, nowMillis);
        }
        board.takeExpired().forEach(histories::delete);
    }

    private void forward(Trending list, long nowMillis) {
        context().forward(new Record<>(list.scope(), list, nowMillis), NodeNames.TRENDING_SINK);
    }

    /**
     * Deletes the stored most-read list of {@code scope}, such as {@code all/1h}, because the list became empty. Under
     * at-least-once, deletes it only after the empty list is committed: after a crash the empty list would not be sent
     * again.
     */
    private void forget(String scope) {
        if (topology.delivery().repeatsAfterCrash()) {
            ReadableStore.<String, Trending>behind(lists).deleteAfterCommit(scope);
        } else {
            lists.delete(scope);
        }
    }

    /**
     * Whether an article is allowed on most-read lists: published and not expired at {@code nowMillis}, by the wall
     * clock. An article missing from the catalogue is allowed if unannounced articles are.
     */
    private boolean isListed(String articleId, long nowMillis) {
        return catalogue.read(articles ->
                articles.contains(articleId) ? articles.isListed(articleId, nowMillis) : articles.listsUnannounced());
    }
}
