package io.freshet.evaluate.measure;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts of evaluated clicks by scope and group of readers, and by age of the article. For one thread. */
public final class EvaluatedClicks {
    private final Map<Scope, long[]> counts = new EnumMap<>(Scope.class);
    private final Map<ArticleAge, long[]> byAge = new EnumMap<>(ArticleAge.class);

    public EvaluatedClicks(int groups) {
        for (Scope scope : Scope.values()) {
            counts.put(scope, new long[groups]);
        }
        for (ArticleAge age : ArticleAge.values()) {
            byAge.put(age, new long[groups]);
        }
    }

    /** Counts the first click of a reader. */
    public void addFirst(int group) {
        of(Scope.ANY_CLICK)[group]++;
    }

    /** Counts a click of a known reader. */
    public void add(int group, boolean inSession, ArticleAge age) {
        of(Scope.ANY_CLICK)[group]++;
        of(Scope.KNOWN_READER)[group]++;
        if (inSession) {
            of(Scope.IN_SESSION)[group]++;
        }
        of(age)[group]++;
    }

    /** Number of clicks of a scope by group of readers, {@code long[groups]}. */
    public long[] of(Scope scope) {
        long[] byGroup = counts.get(scope);
        if (byGroup == null) {
            throw new IllegalArgumentException("no counts of " + scope);
        }
        return byGroup;
    }

    /** Number of clicks on articles of an age by group of readers, {@code long[groups]}. */
    public long[] of(ArticleAge age) {
        long[] byGroup = byAge.get(age);
        if (byGroup == null) {
            throw new IllegalArgumentException("no counts of " + age);
        }
        return byGroup;
    }

    /** Number of clicks by age of the article. */
    public Map<ArticleAge, Long> totalsByAge() {
        Map<ArticleAge, Long> totals = new EnumMap<>(ArticleAge.class);
        byAge.forEach((age, byGroup) -> totals.put(age, Arrays.stream(byGroup).sum()));
        return totals;
    }

    /** Number of clicks by scope. */
    public Map<Scope, Long> totals() {
        Map<Scope, Long> totals = new EnumMap<>(Scope.class);
        counts.forEach(
                (scope, byGroup) -> totals.put(scope, Arrays.stream(byGroup).sum()));
        return totals;
    }
}
