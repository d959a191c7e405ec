package io.freshet.evaluate;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Adds up what one contender's lists were worth, by group of readers. For one thread.
 *
 * <p>The clicks counted are the same for all contenders and kept by {@link JudgedClicks}.
 */
final class Tally {
    private static final int COVERED_LINES = 10;

    private final Map<Scope, Map<Measure, double[]>> sums = new EnumMap<>(Scope.class);
    private final Map<ArticleAge, Double> hitsByAge = new EnumMap<>(ArticleAge.class);
    private final Set<String> listed = new HashSet<>();

    Tally(int groups) {
        for (Scope scope : Scope.values()) {
            Map<Measure, double[]> ofScope = new EnumMap<>(Measure.class);
            for (Measure measure : Measure.values()) {
                ofScope.put(measure, new double[groups]);
            }
            sums.put(scope, ofScope);
        }
    }

    /** Takes in one list of a known reader, and where in it the article stood that was read. */
    void add(int group, boolean inSession, ArticleAge age, int position, Iterable<String> list) {
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
        hitsByAge.merge(age, Measure.HIT_RATE_10.of(position), Double::sum);
        sums.forEach((scope, ofScope) -> {
            if (scope != Scope.IN_SESSION || inSession) {
                ofScope.forEach((measure, byGroup) -> byGroup[group] += measure.of(position));
            }
        });
    }

    /** The sums of a measure, {@code double[groups]}. */
    double[] sums(Scope scope, Measure measure) {
        double[] byGroup = sums.getOrDefault(scope, Map.of()).get(measure);
        if (byGroup == null) {
            throw new IllegalArgumentException("no sums of " + measure + " " + scope);
        }
        return byGroup;
    }

    double hits(ArticleAge age) {
        return hitsByAge.getOrDefault(age, 0.0);
    }

    /** Different articles among the first lines of the lists. */
    int listed() {
        return listed.size();
    }
}
