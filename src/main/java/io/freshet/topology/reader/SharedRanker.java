package io.freshet.topology.reader;

import io.freshet.recommend.rank.OnlineRanker;
import io.freshet.recommend.rank.RankerPool;
import io.freshet.recommend.rank.RankerWeights;
import io.freshet.topology.store.ObjectStore;
import java.util.Optional;

/**
 * One task's ranker among those of all tasks: starts from what is known, and now and then publishes what it has learned
 * and goes on from the mean of all. With one task alone it goes on from its own. Owned by the task's thread.
 */
final class SharedRanker {
    private final OnlineRanker ranker;
    private final ObjectStore<RankerPool> pool;
    private final String task;
    private long publishedSteps;
    private long joinedVersion;

    /** @param task unique among the tasks, and the same after a restart */
    SharedRanker(OnlineRanker ranker, ObjectStore<RankerPool> pool, String task) {
        this.ranker = ranker;
        this.pool = pool;
        this.task = task;
        pool.read(known -> known.start(task, ranker.layout())).ifPresent(ranker::restore);
        publishedSteps = ranker.steps();
    }

    /**
     * Joins in what the others have published since the last time.
     *
     * @return what this task has learned since the last time, to be published; empty if nothing
     */
    Optional<RankerWeights> share() {
        boolean learned = ranker.steps() != publishedSteps;
        long version = pool.read(RankerPool::version);
        if (!learned && version == joinedVersion) {
            return Optional.empty();
        }
        RankerWeights own = ranker.weights();
        if (version != joinedVersion) {
            pool.read(known -> known.join(task, own)).ifPresent(ranker::adopt);
            joinedVersion = version;
        }
        publishedSteps = ranker.steps();
        return learned ? Optional.of(own) : Optional.empty();
    }
}
