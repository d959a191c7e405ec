package io.freshet.evaluate.measure;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sums of the quality measures of one algorithm's lists, by bootstrap group of readers. For one thread.
 *
 * <p>The number of clicks is the same for all algorithms and is counted by {@link EvaluatedClicks}.
 */
public final class MetricSums {
    /** Number of top items of each list that count for coverage, the share of all articles that an algorithm lists. */
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
     * Adds one evaluated list to the sums of its reader's {@code group}; the clicked article has this {@code position}
     * on the list. Not for a reader's first click, for which there is no list.
     *
     * @param group bootstrap group of the reader
     * @param age age of the article clicked
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

    /**
     * Sum of a measure over the clicks in a scope, such as {@link Scope#IN_SESSION}; one element per bootstrap group of
     * readers, indexed by group number.
     */
    public double[] sums(Scope scope, Measure measure) {
        double[] byGroup = sums.getOrDefault(scope, Map.of()).get(measure);
        if (byGroup == null) {
            throw new IllegalArgumentException("no sums of " + measure + " " + scope);
        }
        return byGroup;
    }

    /**
     * Sum of {@link Measure#HIT_RATE_10} over the clicks on articles of this age; one element per bootstrap group of
     * readers, indexed by group number.
     */
    public double[] hits(ArticleAge age) {
        double[] byGroup = hitsByAge.get(age);
        if (byGroup == null) {
            throw new IllegalArgumentException("no hits of " + age);
        }
        return byGroup;
    }

    /** Number of distinct articles among the first ten items of all lists added. */
    public int listed() {
        return listed.size();
    }
}
