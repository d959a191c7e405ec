package io.freshet.recommend.rank;

import io.freshet.vector.FloatVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Latest ranker weights that each stream task has published, to be averaged over tasks. Each task continues from the
 * average of all weights, weighted by examples: federated averaging (McMahan et al. 2017). Tasks are named
 * {@code group/number}; groups learn independently. Not thread-safe: either one writer or any number of concurrent
 * readers.
 */
public final class RankerPool {
    private final Map<String, RankerWeights> byTask = new TreeMap<>();
    private long version;

    /** Adds or replaces the weights of the stream task named {@code task}. */
    public void put(String task, RankerWeights weights) {
        byTask.put(task, weights);
        version++;
    }

    /** Removes the weights of the stream task named {@code task}. */
    public void remove(String task) {
        byTask.remove(task);
        version++;
    }

    /** Version number of this pool, incremented by every change. */
    public long version() {
        return version;
    }

    /**
     * Returns the weights with which the ranker of a starting task continues: the task's own latest weights, else the
     * average of other tasks' weights. Only weights with this {@link OnlineRanker#layout()} and of tasks with the same
     * group, the name before the slash, are used; empty if there are none. The average gets 0 examples, because those
     * of the other tasks would otherwise be counted again.
     */
    public Optional<RankerWeights> start(String task, int layout) {
        RankerWeights own = byTask.get(task);
        return own != null && own.layout() == layout
                ? Optional.of(own)
                : average(others(task, layout))
                        .map(others -> new RankerWeights(layout, 0, others.asOfMillis(), others.state()));
    }

    /**
     * Averages {@code own}, the current weights of {@code task}, with the weights of other tasks; empty without other
     * tasks or without training examples. Only tasks of the same group, the name before the slash, are averaged.
     */
    public Optional<RankerWeights> average(String task, RankerWeights own) {
        List<RankerWeights> all = others(task, own.layout());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        all.add(own);
        return average(all);
    }

    private List<RankerWeights> others(String exceptTask, int layout) {
        List<RankerWeights> others = new ArrayList<>();
        byTask.forEach((task, weights) -> {
            if (!task.equals(exceptTask) && group(task).equals(group(exceptTask)) && weights.layout() == layout) {
                others.add(weights);
            }
        });
        return others;
    }

    private static String group(String task) {
        return task.substring(0, Math.max(0, task.indexOf('/')));
    }

    /**
     * Returns the average of {@code all}, each weighted by its number of training examples; empty if there are no
     * examples. The numbers of examples are first decayed to the latest {@link RankerWeights#asOfMillis()} of all.
     */
    private static Optional<RankerWeights> average(List<RankerWeights> all) {
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
        float[] average = new float[sum.length];
        for (int index = 0; index < sum.length; index++) {
            average[index] = (float) sum[index];
        }
        return Optional.of(new RankerWeights(all.get(0).layout(), total, nowMillis, FloatVector.copyOf(average)));
    }
}
