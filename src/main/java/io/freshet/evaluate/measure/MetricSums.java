package io.freshet.evaluate.measure;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sums of the measures of one algorithm's lists by group of readers. For one thread.
 *
 * <p>The number of clicks is the same for all algorithms and is counted by {@link EvaluatedClicks}.
 */
public final class MetricSums {
    /** Number of items at the start of a list that count for coverage. */
    private static final int COVERAGE_ITEMS = 10;

    private final Map<Scope, Map<Measure, double[]>> sums = new EnumMap<>(Scope.class);
    private final Map<ArticleAge, double[]> hitsByAge = new EnumMap<>(ArticleAge.class);
    private final Set<String> listed = new HashSet<>();

    public MetricSums(int groups) {
        for (Scope scope : Scope.values()) {
            Map<Measure, double[]> ofScope = new EnumMap<>(Measure.class);
            for (Measure measure : Measure.values()) {
                ofScope.put(measure, new double[groups]);
            }
            sums.put(scope, ofScope);
        }
        for (ArticleAge age : ArticleAge.values()) {
            hitsByAge.put(age, new double[groups]);
        }
    }

    /**
     * Adds one list of a known reader.
     *
     * @param position position of the article clicked, {@link RankedList#ABSENT} if the list does not contain it
     */
    public void add(int group, boolean inSession, ArticleAge age, int position, Iterable<String> list) {
        int item = 0;
        for (String articleId : list) {
            if (item++ == COVERAGE_ITEMS) {
                break;
            }
            listed.add(articleId);
        }
        if (position == RankedList.ABSENT) {
            return;
        }
        hits(age)[group] += Measure.HIT_RATE_10.of(position);
        sums.forEach((scope, ofScope) -> {
            if (scope != Scope.IN_SESSION || inSession) {
                ofScope.forEach((measure, byGroup) -> byGroup[group] += measure.of(position));
            }
        });
    }

    /** Sums of a measure in a scope, {@code double[groups]}. */
    public double[] sums(Scope scope, Measure measure) {
        double[] byGroup = sums.getOrDefault(scope, Map.of()).get(measure);
        if (byGroup == null) {
            throw new IllegalArgumentException("no sums of " + measure + " " + scope);
        }
        return byGroup;
    }

    /** Sums of {@link Measure#HIT_RATE_10} for clicks on articles of an age, {@code double[groups]}. */
    public double[] hits(ArticleAge age) {
        double[] byGroup = hitsByAge.get(age);
        if (byGroup == null) {
            throw new IllegalArgumentException("no hits of " + age);
        }
        return byGroup;
    }

    /** Number of distinct articles among the first items of the lists. */
    public int listed() {
        return listed.size();
    }
}
