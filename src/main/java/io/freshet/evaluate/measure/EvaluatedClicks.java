package io.freshet.evaluate.measure;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts evaluated clicks in each bootstrap group of readers, by {@link Scope} and by age of the article. For one
 * thread.
 */
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

    /**
     * Counts the first click of a reader, for which no list was made; {@code group} is the reader's bootstrap group.
     */
    public void addFirst(int group) {
        of(Scope.ANY_CLICK)[group]++;
    }

    /**
     * Counts a click, on an article of this age, of a reader who clicked before; {@code group} is the reader's
     * bootstrap group.
     */
    public void add(int group, boolean inSession, ArticleAge age) {
        of(Scope.ANY_CLICK)[group]++;
        of(Scope.KNOWN_READER)[group]++;
        if (inSession) {
            of(Scope.IN_SESSION)[group]++;
        }
        of(age)[group]++;
    }

    /**
     * Number of evaluated clicks in a scope, such as {@link Scope#IN_SESSION}; one element per bootstrap group of
     * readers, indexed by group number.
     */
    public long[] of(Scope scope) {
        long[] byGroup = counts.get(scope);
        if (byGroup == null) {
            throw new IllegalArgumentException("no counts of " + scope);
        }
        return byGroup;
    }

    /**
     * Number of evaluated clicks, without readers' first clicks, on articles of this age; one element per bootstrap
     * group of readers, indexed by group number.
     */
    public long[] of(ArticleAge age) {
        long[] byGroup = byAge.get(age);
        if (byGroup == null) {
            throw new IllegalArgumentException("no counts of " + age);
        }
        return byGroup;
    }

    /** Number of evaluated clicks by age of the article, without the first click of each reader. */
    public Map<ArticleAge, Long> totalsByAge() {
        Map<ArticleAge, Long> totals = new EnumMap<>(ArticleAge.class);
        byAge.forEach((age, byGroup) -> totals.put(age, Arrays.stream(byGroup).sum()));
        return totals;
    }

    /** Number of evaluated clicks by scope, such as {@link Scope#IN_SESSION}; a click can be in several scopes. */
    public Map<Scope, Long> totals() {
        Map<Scope, Long> totals = new EnumMap<>(Scope.class);
        counts.forEach(
                (scope, byGroup) -> totals.put(scope, Arrays.stream(byGroup).sum()));
        return totals;
    }
}
