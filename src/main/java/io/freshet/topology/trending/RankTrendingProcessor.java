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
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The one task that counts what is read most, overall and per category, and sends the lists that changed. */
public final class RankTrendingProcessor extends ContextualProcessor<String, ArticlePopularity, String, Trending> {
    private final TopologyContext parts;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else, and again after a failure.
    private TrendingBoard board;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private KeyValueStore<String, ReadHistory> histories;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, Trending> lists;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<Catalogue> catalogue;

    private final EventTime eventTime = new EventTime();
    /** Lists of before the task was taken up that may never have reached their topic. */
    private final List<Trending> unsent = new ArrayList<>();

    public RankTrendingProcessor(TopologyContext parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, Trending> context) {
        super.init(context);
        histories = context.getStateStore(StateStores.TRENDING_BUCKETS.name());
        lists = context.getStateStore(StateStores.TRENDING.name());
        catalogue = context.getStateStore(GlobalStores.CATALOGUE);
        board = new TrendingBoard(parts.recommend());
        unsent.clear();
        try (KeyValueIterator<String, ReadHistory> stored = histories.all()) {
            stored.forEachRemaining(entry -> board.restore(entry.value));
        }
        try (KeyValueIterator<String, Trending> sent = lists.all()) {
            // What comes first may be from an owner that has fallen behind: the lists do not go back with it.
            sent.forEachRemaining(entry -> {
                eventTime.resume(entry.value.asOfMillis());
                board.restore(entry.value);
                if (parts.delivery().repeatsAfterCrash()) {
                    unsent.add(entry.value);
                }
            });
        }
        context.schedule(parts.settings().trendingInterval(), PunctuationType.WALL_CLOCK_TIME, this::send);
    }

    @Override
    public void process(Record<String, ArticlePopularity> record) {
        ArticlePopularity reads = record.value();
        if (reads == null) {
            board.withdraw(record.key());
            histories.delete(record.key());
            return;
        }
        // The list of a bucket in progress answers its end: its reads are still coming.
        eventTime.hear(reads.bucketStartMillis() + ClickBuckets.BUCKET_MILLIS - 1);
        if (board.apply(reads)) {
            board.history(reads.articleId()).ifPresent(history -> histories.put(reads.articleId(), history));
        }
    }

    private void send(long wallClockMillis) {
        if (eventTime.millis() == 0) {
            return;
        }
        unsent.forEach(list -> forward(list, wallClockMillis));
        unsent.clear();
        ListTime time = new ListTime(eventTime.millis(), wallClockMillis);
        for (Trending list : board.changed(time, articleId -> isListed(articleId, wallClockMillis))) {
            if (list.items().isEmpty()) {
                // What is read no more need not be remembered; the topic says once that the list is empty.
                forget(list.scope());
            } else {
                lists.put(list.scope(), list);
            }
            forward(list, wallClockMillis);
        }
        board.takeDropped().forEach(histories::delete);
    }

    private void forward(Trending list, long wallClockMillis) {
        context().forward(new Record<>(list.scope(), list, wallClockMillis), NodeNames.TRENDING_SINK);
    }

    /** Only once its topic says that a list is empty: after a crash nobody would. */
    private void forget(String scope) {
        if (parts.delivery().repeatsAfterCrash()) {
            ReadableStore.<String, Trending>behind(lists).deleteAfterCommit(scope);
        } else {
            lists.delete(scope);
        }
    }

    /** One that the catalogue does not hold yet, or no longer, is listed where articles need not be announced. */
    private boolean isListed(String articleId, long wallClockMillis) {
        return catalogue.read(articles -> articles.contains(articleId)
                ? articles.isListed(articleId, wallClockMillis)
                : articles.listsUnannounced());
    }
}
