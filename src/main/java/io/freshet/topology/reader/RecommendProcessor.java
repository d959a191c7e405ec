package io.freshet.topology.reader;

import io.freshet.recommend.HitListener;
import io.freshet.recommend.ReaderService;
import io.freshet.recommend.Variant;
import io.freshet.recommend.reader.HitEvaluation;
import io.freshet.topology.context.LoadMonitor;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.SharedTimeBudget;
import io.freshet.topology.context.TimeBudget;
import io.freshet.topology.context.TopologyContext;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/** Passes the events of the readers of one partition to the {@link ReaderTask}. */
public final class RecommendProcessor extends ContextualProcessor<String, ReaderEvent, Object, Object> {
    /** Maximum time of one uninterrupted run that makes scheduled lists; clicks wait until the run ends. */
    private static final Duration SLICE = Duration.ofMillis(1);
    /** Length of one full run of scheduled lists plus the pause after it. */
    private static final Duration PERIOD = Duration.ofMillis(20);

    private static final Duration EXPIRY_INTERVAL = Duration.ofMillis(250);

    private final TopologyContext topology;
    private final SharedTimeBudget sharedBudget;
    private final ReaderService service;
    private final LoadMonitor load;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private ReaderTask task;

    @SuppressWarnings("NullAway.Init")
    private TimeBudget budget;

    private RecommendProcessor(TopologyContext topology, SharedTimeBudget sharedBudget) {
        this.topology = topology;
        this.sharedBudget = sharedBudget;
        this.service =
                new ReaderService(topology.recommend(), topology.experiment(), measured(topology.measurements()));
        this.load = new LoadMonitor(topology.settings().overload().behindAfter());
    }

    /** Supplies one processor per task. The processors of a thread share its time budget. */
    public static ProcessorSupplier<String, ReaderEvent, Object, Object> supplier(TopologyContext topology) {
        SharedTimeBudget budget =
                new SharedTimeBudget(SLICE, PERIOD, topology.clocks().nano());
        return () -> new RecommendProcessor(topology, budget);
    }

    private static HitListener measured(Measurements measurements) {
        return new HitListener() {
            @Override
            public void evaluated(Variant variant, HitEvaluation hit) {
                measurements.record(new Measurement.ListEvaluated(variant, hit));
            }

            @Override
            public void compared(long readerHash, OptionalInt control, OptionalInt treatment) {
                measurements.record(new Measurement.VariantsCompared(readerHash, control, treatment));
            }
        };
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        task = new ReaderTask(topology, service, load, context);
        service.arms().forEach(arm -> RankerSharing.schedule(arm, topology, context));
        budget = sharedBudget.open();
        context.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, nowMillis -> task.runScheduled(budget, nowMillis));
        context.schedule(EXPIRY_INTERVAL, PunctuationType.WALL_CLOCK_TIME, task::expire);
    }

    @Override
    public void process(Record<String, ReaderEvent> record) {
        ReaderEvent event = record.value();
        if (event instanceof ReaderEvent.Clicked clicked) {
            task.click(record, clicked.click());
        } else if (event instanceof ReaderEvent.Shown shown) {
            task.impression(record, shown.impression());
        } else if (event instanceof ReaderEvent.Erased erased) {
            task.erase(record, erased.userId());
        } else if (event instanceof ReaderEvent.Announced announced) {
            task.announced(announced.announcement());
        }
    }

    /** Unregisters the task's gauges and releases its time budget: another instance may run the task next. */
    @Override
    public void close() {
        budget.close();
        topology.measurements()
                .record(new Measurement.ReaderTaskClosed(context().taskId().partition()));
    }
}
