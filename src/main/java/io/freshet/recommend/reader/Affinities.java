package io.freshet.recommend.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much one reader likes each of a bounded number of labels. Mutable; part of {@link ReaderState}. */
public final class Affinities {
    private final List<String> labels;
    private final List<Double> weights;
    private final int labelsMax;
    /** The weights by label, for whoever asks for many; null after a change. */
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

    /** Makes everything so far weigh {@code factor} of what it does; what has become negligible leaves. */
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

    /** Adds to a label, which may push out the weakest. */
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

    /** Labels are sorted by weight, strongest first. */
    public String label(int index) {
        return labels.get(index);
    }

    /** The weight of a label, 0 for one that is not kept. */
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
