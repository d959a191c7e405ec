package io.freshet.recommend.rank;

import io.freshet.vector.FloatVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the rankers of all tasks published last, by task, so that each can go on from what all have learned: federated
 * averaging (McMahan et al. 2017), weighted by examples. Tasks are named {@code group/number}; groups learn apart. Not safe for concurrent use: one thread may write while nobody
 * reads, or any number may read.
 */
public final class RankerPool {
    private final Map<String, RankerWeights> byTask = new TreeMap<>();
    private long version;

    /** Takes in what a task published, in place of what it published before. */
    public void put(String task, RankerWeights weights) {
        byTask.put(task, weights);
        version++;
    }

    /** Forgets a task. */
    public void remove(String task) {
        byTask.remove(task);
        version++;
    }

    /** Grows with every change. */
    public long version() {
        return version;
    }

    /**
     * Where a task that has learned nothing yet starts: from what it published itself before, else from the mean of the
     * others; empty if nobody of this layout has published anything.
     */
    public Optional<RankerWeights> start(String task, int layout) {
        RankerWeights own = byTask.get(task);
        return own != null && own.layout() == layout
                ? Optional.of(own)
                : mean(alike(task, layout))
                        .map(others -> new RankerWeights(layout, 0, others.asOfMillis(), others.state()));
    }

    /** The mean of what a task has learned and what the others published; empty if there are no others. */
    public Optional<RankerWeights> join(String task, RankerWeights own) {
        List<RankerWeights> all = alike(task, own.layout());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        all.add(own);
        return mean(all);
    }

    private List<RankerWeights> alike(String exceptTask, int layout) {
        List<RankerWeights> alike = new ArrayList<>();
        byTask.forEach((task, weights) -> {
            if (!task.equals(exceptTask) && group(task).equals(group(exceptTask)) && weights.layout() == layout) {
                alike.add(weights);
            }
        });
        return alike;
    }

    private static String group(String task) {
        return task.substring(0, Math.max(0, task.indexOf('/')));
    }

    /** Weighted by examples as they count at the latest moment of all. Empty if no weights, or none with examples. */
    private static Optional<RankerWeights> mean(List<RankerWeights> all) {
        long nowMillis = 0;
        for (RankerWeights weights : all) {
            nowMillis = Math.max(nowMillis, weights.asOfMillis());
        }
        double total = 0;
        for (RankerWeights weights : all) {
            total += weights.examplesAt(nowMillis);
        }
        if (!(total > 0)) {
            return Optional.empty();
        }
        double[] sum = new double[all.get(0).state().dimension()];
        for (RankerWeights weights : all) {
            double share = weights.examplesAt(nowMillis) / total;
            for (int index = 0; share > 0 && index < sum.length; index++) {
                sum[index] += share * weights.state().get(index);
            }
        }
        float[] mean = new float[sum.length];
        for (int index = 0; index < sum.length; index++) {
            mean[index] = (float) sum[index];
        }
        return Optional.of(new RankerWeights(all.get(0).layout(), total, nowMillis, FloatVector.copyOf(mean)));
    }
}
