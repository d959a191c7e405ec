package io.freshet.recommend.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Strengths of one reader's interest in labels, which are categories or keywords; strongest first, bounded in number.
 * Mutable; part of {@link ReaderState}.
 */
public final class Affinities {
    private final List<String> labels;
    private final List<Double> weights;
    private final int labelsMax;
    /** Weights by label, built on demand; null after a change. */
    private @Nullable Map<String, Double> byLabel;

    Affinities(List<ReaderSnapshot.Affinity> stored, int labelsMax) {
        this.labelsMax = labelsMax;
        this.labels = new ArrayList<>(stored.size());
        this.weights = new ArrayList<>(stored.size());
        for (ReaderSnapshot.Affinity affinity : stored.subList(0, Math.min(labelsMax, stored.size()))) {
            labels.add(affinity.label());
            weights.add(affinity.weight());
        }
    }

    /** Multiplies all weights by a factor and removes the labels whose weight becomes negligible. */
    void decay(double factor) {
        byLabel = null;
        for (int index = labels.size() - 1; index >= 0; index--) {
            double weight = weights.get(index) * factor;
            if (weight < 1e-6) {
                labels.remove(index);
                weights.remove(index);
            } else {
                weights.set(index, weight);
            }
        }
    }

    /** Adds {@code weight} to the weight of a label, which starts at 0. Above the limit, evicts the weakest label. */
    void add(String label, double weight) {
        byLabel = null;
        int index = labels.indexOf(label);
        double sum = weight;
        if (index >= 0) {
            sum += weights.get(index);
            labels.remove(index);
            weights.remove(index);
        }
        int position = labels.size();
        while (position > 0 && weights.get(position - 1) < sum) {
            position--;
        }
        labels.add(position, label);
        weights.add(position, sum);
        if (labels.size() > labelsMax) {
            labels.remove(labelsMax);
            weights.remove(labelsMax);
        }
    }

    public int size() {
        return labels.size();
    }

    /** Label at an index, 0 for the strongest. */
    public String label(int index) {
        return labels.get(index);
    }

    /** The weight of a label; 0 for a label that is not kept. */
    public double weight(String label) {
        Map<String, Double> known = byLabel;
        if (known == null) {
            known = new HashMap<>(2 * labels.size());
            for (int index = 0; index < labels.size(); index++) {
                known.put(labels.get(index), weights.get(index));
            }
            byLabel = known;
        }
        return known.getOrDefault(label, 0.0);
    }

    List<ReaderSnapshot.Affinity> snapshot() {
        List<ReaderSnapshot.Affinity> result = new ArrayList<>(labels.size());
        for (int index = 0; index < labels.size(); index++) {
            result.add(new ReaderSnapshot.Affinity(labels.get(index), weights.get(index)));
        }
        return result;
    }
}
