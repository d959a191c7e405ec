package io.freshet.topology.reader;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.rank.OnlineRanker;
import io.freshet.recommend.rank.RankerPool;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.NodeNames;
import io.freshet.topology.context.TopologySettings;
import io.freshet.topology.context.Variant;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.store.ObjectStore;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One way to make lists, with a ranker that learns in this task and shares what it learned with the other tasks on
 * {@link InternalTopics#RANKER_WEIGHTS}. Owned by the task's thread.
 */
final class RecommenderArm {
    private final Variant variant;
    private final OnlineRanker ranker;
    private final Recommender recommender;
    private final Measurements measurements;

    @SuppressWarnings("NullAway.Init") // Set by init, before any list is made.
    private LongSupplier worldClock;

    RecommenderArm(Variant variant, RecommendSettings settings, Measurements measurements) {
        this.variant = variant;
        this.ranker = new OnlineRanker(settings);
        this.recommender = new Recommender(settings, ranker);
        this.measurements = measurements;
    }

    /** Takes up what was learned before, and begins to share what is learned here. */
    void init(ProcessorContext<Object, Object> context, TopologySettings settings) {
        worldClock = context::currentSystemTimeMs;
        ObjectStore<RankerPool> pool = context.getStateStore(GlobalStores.RANKER_POOL);
        int partition = context.taskId().partition();
        String task = variant.label() + "/" + partition;
        SharedRanker shared = new SharedRanker(ranker, pool, task);
        context.schedule(settings.rankerInterval(), PunctuationType.WALL_CLOCK_TIME, wallClockMillis -> {
            shared.share()
                    .ifPresent(weights -> context.forward(
                            new Record<>(task, weights, wallClockMillis), NodeNames.RANKER_WEIGHTS_SINK));
            measurements.rankerLearned(
                    variant, partition, ranker.steps(), ranker.relativeLoss(), ranker.isInUse(), ranker.returns());
        });
    }

    /**
     * Learns that the reader, as yet unchanged by the click, went on to its article.
     *
     * @param share of the readers otherwise learned from, so that less is learned when time is short; a ranker that has
     *     not learned enough to be used learns from all
     */
    void learn(ReaderState reader, Click click, Catalogue articles, double share) {
        double learned = ranker.isInUse() ? share : 1;
        if (click.kind().isRead() && !reader.hasRead(click.articleId()) && ranker.learnsFrom(click.userId(), learned)) {
            recommender.learn(reader, articles, click, worldClock.getAsLong());
        }
    }

    /**
     * Takes note of what the reader, as yet unchanged by it, is shown.
     *
     * @param share as in {@link #learn}
     */
    void show(ReaderState reader, Impression impression, Catalogue articles, double share) {
        if (ranker.learnsFrom(impression.userId(), share)) {
            recommender.show(reader, articles, impression, worldClock.getAsLong());
        }
    }

    void forget(String userId) {
        ranker.forget(userId);
    }

    /** See {@link Recommender#wouldEnter}. */
    boolean wouldEnter(ReaderState reader, Catalogue articles, long nowMillis, Collection<String> newArticleIds) {
        return recommender.wouldEnter(reader, articles, time(nowMillis), newArticleIds);
    }

    Recommendations make(ReaderState reader, Catalogue articles, long nowMillis, Trigger trigger) {
        String id = RecommendationIds.next(reader, nowMillis, trigger);
        return recommender.recommend(reader, articles, time(nowMillis), trigger, id);
    }

    private ListTime time(long eventMillis) {
        return new ListTime(eventMillis, worldClock.getAsLong());
    }
}
