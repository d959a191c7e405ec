package io.freshet.topology.reader;

import io.freshet.recommend.RecommenderArm;
import io.freshet.recommend.rank.OnlineRanker;
import io.freshet.recommend.rank.RankerPool;
import io.freshet.recommend.rank.RankerWeights;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.NodeNames;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.store.ObjectStore;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Federated averaging of rankers: publishes the weights of one task's ranker, which continues from the average over all
 * tasks of its experiment arm. With one task, the ranker continues from its own weights. Owned by the task's thread.
 */
final class RankerSharing {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final OnlineRanker ranker;
    private final ObjectStore<RankerPool> pool;
    private final String task;
    private long publishedSteps;
    private long averagedVersion;

    /**
     * Prepares to share a ranker's weights with other tasks, and restores the ranker from its published weights, if
     * any.
     *
     * @param task name of the task in the pool: unique among the tasks, and the same after a restart
     */
    private RankerSharing(OnlineRanker ranker, ObjectStore<RankerPool> pool, String task) {
        this.ranker = ranker;
        this.pool = pool;
        this.task = task;
        pool.read(known -> known.start(task, ranker.layout())).ifPresent(ranker::restore);
        publishedSteps = ranker.steps();
    }

    /**
     * Restores the ranker of an experiment arm from the published weights, and shares the ranker's weights once a
     * second.
     */
    static void schedule(RecommenderArm arm, TopologyContext topology, ProcessorContext<Object, Object> context) {
        ObjectStore<RankerPool> pool = context.getStateStore(GlobalStores.RANKER_POOL);
        Measurements measurements = topology.measurements();
        int partition = context.taskId().partition();
        String task = arm.variant().label() + "/" + partition;
        OnlineRanker ranker = arm.ranker();
        RankerSharing sharing = new RankerSharing(ranker, pool, task);
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, nowMillis -> {
            sharing.share()
                    .ifPresent(weights ->
                            context.forward(new Record<>(task, weights, nowMillis), NodeNames.RANKER_WEIGHTS_SINK));
            measurements.record(new Measurement.RankerState(
                    arm.variant(),
                    partition,
                    new Measurement.RankerProgress(
                            ranker.steps(), ranker.relativeLoss(), ranker.isInUse(), ranker.rollbacks())));
        });
    }

    /**
     * Averages the ranker's weights with those of the arm's other tasks, and returns the weights to publish. Averages
     * only if the pool changed; the returned weights are those before averaging, empty if the ranker has not trained
     * since the last call.
     *
     * @return weights to publish
     */
    private Optional<RankerWeights> share() {
        boolean trained = ranker.steps() != publishedSteps;
        long version = pool.read(RankerPool::version);
        if (!trained && version == averagedVersion) {
            return Optional.empty();
        }
        RankerWeights own = ranker.weights();
        if (version != averagedVersion) {
            pool.read(known -> known.average(task, own)).ifPresent(ranker::continueFromAverage);
            averagedVersion = version;
        }
        publishedSteps = ranker.steps();
        return trained ? Optional.of(own) : Optional.empty();
    }
}
