package io.freshet.evaluate.baseline;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Decayed weights of rules "readers of this article also read that one"; articles are given by number in
 * {@link ArticleIndex}. For one thread.
 *
 * <p>Bounded to {@link #ROW_MAX} rules per article: a full row evicts the weaker half. Weights use forward decay
 * (Cormode et al. 2009): new events get exponentially growing weights, so existing weights need no update; a row is
 * rescaled before it could overflow.
 */
final class RuleWeights {
    static final int ROW_MAX = 256;
    /**
     * Number of half-lives after which the weights of an article's rules are rescaled to a new reference time, to
     * prevent overflow.
     */
    private static final double HALF_LIVES_MAX = 100;

    private final double halfLifeMillis;
    private Row[] rows = new Row[1_024];

    private static final class Row {
        int[] articles = new int[4];
        double[] weights = new double[4];
        int size;
        long landmarkMillis;
    }

    /**
     * Creates an empty set of rules, whose weights halve every {@code halfLifeMillis}.
     *
     * @param halfLifeMillis half-life of a rule, milliseconds; infinity for rules without decay
     */
    RuleWeights(double halfLifeMillis) {
        this.halfLifeMillis = halfLifeMillis;
    }

    /** Adds {@code weight} to the rule from one article to another; the addition decays from {@code atMillis} on. */
    void add(int from, int to, double weight, long atMillis) {
        Row row = row(from, atMillis);
        double halfLives = (atMillis - row.landmarkMillis) / halfLifeMillis;
        if (halfLives > HALF_LIVES_MAX) {
            double factor = Math.pow(2, -halfLives);
            for (int index = 0; index < row.size; index++) {
                row.weights[index] *= factor;
            }
            row.landmarkMillis = atMillis;
            halfLives = 0;
        }
        int index = 0;
        while (index < row.size && row.articles[index] != to) {
            index++;
        }
        if (index == row.size) {
            index = append(row, to);
        }
        row.weights[index] += weight * Math.pow(2, halfLives);
    }

    /**
     * Adds the decayed weight of each rule from the article {@code from} to the score of the article to which the rule
     * leads.
     */
    void addTo(ArticleScores scores, int from, long nowMillis) {
        Row row = from < rows.length ? rows[from] : null;
        if (row == null) {
            return;
        }
        double decay = Math.pow(2, (row.landmarkMillis - nowMillis) / halfLifeMillis);
        for (int index = 0; index < row.size; index++) {
            scores.add(row.articles[index], decay * row.weights[index]);
        }
    }

    /** Decayed weight of the rule from one article to another, 0 if there is none. */
    double weight(int from, int to, long nowMillis) {
        Row row = from < rows.length ? rows[from] : null;
        for (int index = 0; row != null && index < row.size; index++) {
            if (row.articles[index] == to) {
                return row.weights[index] * Math.pow(2, (row.landmarkMillis - nowMillis) / halfLifeMillis);
            }
        }
        return 0;
    }

    private Row row(int from, long atMillis) {
        if (from >= rows.length) {
            rows = Arrays.copyOf(rows, from * 3 / 2 + 1);
        }
        Row row = rows[from];
        if (row == null) {
            row = new Row();
            row.landmarkMillis = atMillis;
            rows[from] = row;
        }
        return row;
    }

    private static int append(Row row, int to) {
        if (row.size == ROW_MAX) {
            keepStronger(row);
        } else if (row.size == row.articles.length) {
            row.articles = Arrays.copyOf(row.articles, row.size * 2);
            row.weights = Arrays.copyOf(row.weights, row.size * 2);
        }
        row.articles[row.size] = to;
        row.weights[row.size] = 0;
        return row.size++;
    }

    private static void keepStronger(Row row) {
        int[] articles = row.articles.clone();
        double[] weights = row.weights.clone();
        int[] stronger = IntStream.range(0, row.size)
                .boxed()
                .sorted((left, right) -> Double.compare(weights[right], weights[left]))
                .limit(ROW_MAX / 2)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int index = 0; index < stronger.length; index++) {
            row.articles[index] = articles[stronger[index]];
            row.weights[index] = weights[stronger[index]];
        }
        row.size = stronger.length;
    }
}
