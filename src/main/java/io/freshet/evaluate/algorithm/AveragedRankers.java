package io.freshet.evaluate.algorithm;

import io.freshet.recommend.rank.OnlineRanker;
import io.freshet.recommend.rank.RankerPool;
import io.freshet.recommend.rank.RankerWeights;
import java.util.List;

/** Rankers of several tasks that now and then all go on from their mean, as those of the topology do. For one thread. */
final class AveragedRankers implements RankerAlgorithm.Sharing {
    private final List<OnlineRanker> rankers;

    AveragedRankers(List<OnlineRanker> rankers) {
        this.rankers = List.copyOf(rankers);
    }

    @Override
    public void share(long nowMillis) {
        if (rankers.size() == 1) {
            return;
        }
        RankerPool pool = new RankerPool();
        for (int task = 1; task < rankers.size(); task++) {
            pool.put("tasks/" + task, rankers.get(task).weights());
        }
        RankerWeights first = rankers.get(0).weights();
        pool.join("tasks/0", first).ifPresent(mean -> rankers.forEach(ranker -> ranker.adopt(mean)));
    }
}
