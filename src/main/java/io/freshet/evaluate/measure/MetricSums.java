package io.freshet.evaluate.measure;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Adds up what one contender's lists were worth, by group of readers. For one thread.
 *
 * <p>The clicks counted are the same for all contenders and kept by {@link JudgedClicks}.
 */
public final class MetricSums {
    private static final int COVERED_LINES = 10;

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

    /** Takes in one list of a known reader, and where in it the article stood that was read. */
    public void add(int group, boolean inSession, ArticleAge age, int position, Iterable<String> list) {
        int line = 0;
        for (String articleId : list) {
            if (line++ == COVERED_LINES) {
                break;
            }
            listed.add(articleId);
        }
        if (position == RankedList.NOWHERE) {
            return;
        }
        hits(age)[group] += Measure.HIT_RATE_10.of(position);
        sums.forEach((scope, ofScope) -> {
            if (scope != Scope.IN_SESSION || inSession) {
                ofScope.forEach((measure, byGroup) -> byGroup[group] += measure.of(position));
            }
        });
    }

    /** The sums of a measure, {@code double[groups]}. */
    public double[] sums(Scope scope, Measure measure) {
        double[] byGroup = sums.getOrDefault(scope, Map.of()).get(measure);
        if (byGroup == null) {
            throw new IllegalArgumentException("no sums of " + measure + " " + scope);
        }
        return byGroup;
    }

    /** The sums of {@link Measure#HIT_RATE_10} for articles of an age, {@code double[groups]}. */
    public double[] hits(ArticleAge age) {
        double[] byGroup = hitsByAge.get(age);
        if (byGroup == null) {
            throw new IllegalArgumentException("no hits of " + age);
        }
        return byGroup;
    }

    /** Different articles among the first lines of the lists. */
    public int listed() {
        return listed.size();
    }
}
