package io.freshet.evaluate.algorithm;

import io.freshet.recommend.rank.OnlineRanker;
import io.freshet.recommend.rank.RankerPool;
import io.freshet.recommend.rank.RankerWeights;
import java.util.List;

/**
 * Averages the weights of the online rankers of all simulated stream tasks, as the Kafka Streams application does. For
 * one thread.
 */
final class AveragedRankers implements RankerAlgorithm.Averaging {
    private final List<OnlineRanker> rankers;

    AveragedRankers(List<OnlineRanker> rankers) {
        this.rankers = List.copyOf(rankers);
    }

    @Override
    public void average(long nowMillis) {
        if (rankers.size() == 1) {
            return;
        }
        RankerPool pool = new RankerPool();
        for (int task = 1; task < rankers.size(); task++) {
            pool.put("tasks/" + task, rankers.get(task).weights());
        }
        RankerWeights first = rankers.get(0).weights();
        pool.average("tasks/0", first)
                .ifPresent(average -> rankers.forEach(ranker -> ranker.continueFromAverage(average)));
    }
}
