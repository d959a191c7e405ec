package io.freshet.topology.article;

import io.freshet.recommend.ArticleService;
import io.freshet.recommend.item.RecentReads;
import io.freshet.topology.context.SharedTimeBudget;
import io.freshet.topology.context.TimeBudget;
import io.freshet.topology.context.TopologyContext;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Passes publications, withdrawals and readers' signals about the articles of one partition to the {@link ArticleTask}.
 */
public final class ArticleProcessor extends ContextualProcessor<String, ArticleEvent, Object, Object> {
    /** Maximum time of one uninterrupted run of re-embedding, during which other records wait. */
    private static final Duration REEMBED_SLICE = Duration.ofMillis(3);
    /** Length of one full re-embedding run plus the pause after it. */
    private static final Duration REEMBED_PERIOD = Duration.ofMillis(250);

    private static final Duration UPKEEP_INTERVAL = Duration.ofMillis(250);

    private final TopologyContext topology;
    private final SharedTimeBudget sharedReembedBudget;
    private final SharedTimeBudget sharedRelatedBudget;
    private final ArticleService service;
    private final RecentReads recentReads;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private ArticleTask task;

    @SuppressWarnings("NullAway.Init")
    private TimeBudget reembedBudget;

    @SuppressWarnings("NullAway.Init")
    private TimeBudget relatedBudget;

    private ArticleProcessor(
            TopologyContext topology, SharedTimeBudget sharedReembedBudget, SharedTimeBudget sharedRelatedBudget) {
        this.topology = topology;
        this.sharedReembedBudget = sharedReembedBudget;
        this.sharedRelatedBudget = sharedRelatedBudget;
        this.service = new ArticleService(topology.language().articles(), topology.recommend());
        this.recentReads = new RecentReads(topology.recommend().vectors().recentReads());
    }

    /** Supplies one processor per task. The processors of a thread share its time budgets. */
    public static ProcessorSupplier<String, ArticleEvent, Object, Object> supplier(TopologyContext topology) {
        SharedTimeBudget reembedding = new SharedTimeBudget(
                REEMBED_SLICE, REEMBED_PERIOD, topology.clocks().nano());
        SharedTimeBudget related = new SharedTimeBudget(
                RelatedPublisher.SLICE,
                topology.settings().publishInterval(),
                topology.clocks().nano());
        return () -> new ArticleProcessor(topology, reembedding, related);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        reembedBudget = sharedReembedBudget.open();
        relatedBudget = sharedRelatedBudget.open();
        task = new ArticleTask(topology, service, recentReads, reembedBudget, relatedBudget, context);
        context.schedule(REEMBED_PERIOD, PunctuationType.WALL_CLOCK_TIME, task::reembed);
        context.schedule(topology.settings().publishInterval(), PunctuationType.WALL_CLOCK_TIME, task::publish);
        context.schedule(UPKEEP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, task::upkeep);
    }

    @Override
    public void process(Record<String, ArticleEvent> record) {
        ArticleEvent event = record.value();
        if (event instanceof ArticleEvent.Announced announced) {
            task.announce(announced.article(), announced.rerouted(), record.timestamp());
        } else if (event instanceof ArticleEvent.Withdrawn withdrawn) {
            task.withdraw(withdrawn.articleId(), withdrawn.rerouted(), record.timestamp());
        } else if (event instanceof ArticleEvent.Signalled signalled) {
            task.signal(signalled.signal(), record.timestamp());
        }
    }

    @Override
    public void close() {
        reembedBudget.close();
        relatedBudget.close();
    }
}
