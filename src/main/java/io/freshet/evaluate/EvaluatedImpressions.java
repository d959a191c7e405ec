package io.freshet.evaluate;

import io.freshet.evaluate.measure.ImpressionMeasure;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.vector.SeededHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Evaluates algorithms by how high they rank, among the articles shown in an impression, those that the reader then
 * clicks. A click counts for the reader's last impression, for at most {@link #WINDOW_MILLIS}. Impressions without a
 * click, or with clicks on all articles, contain no information about a ranking and are not evaluated. For one thread.
 */
final class EvaluatedImpressions {
    /** Maximum time between an impression and a click attributed to it, milliseconds. */
    static final long WINDOW_MILLIS = 30 * 60_000L;

    private final long seed;
    private final long[] counts;
    private final List<Map<ImpressionMeasure, double[]>> sums = new ArrayList<>();
    /** Impressions to which clicks may still be attributed, by reader id, oldest first. */
    private final Map<String, OpenImpression> open = new LinkedHashMap<>();

    /** Impression to which clicks may still be attributed. */
    private static final class OpenImpression {
        final Impression impression;
        final int group;
        final double[][] scores;
        final boolean[] clicked;

        OpenImpression(Impression impression, int group, double[][] scores) {
            this.impression = impression;
            this.group = group;
            this.scores = scores;
            this.clicked = new boolean[impression.articleIds().size()];
        }
    }

    EvaluatedImpressions(int algorithms, int groups, long seed) {
        this.seed = seed;
        this.counts = new long[groups];
        for (int algorithm = 0; algorithm < algorithms; algorithm++) {
            Map<ImpressionMeasure, double[]> byMeasure = new EnumMap<>(ImpressionMeasure.class);
            for (ImpressionMeasure measure : ImpressionMeasure.values()) {
                byMeasure.put(measure, new double[groups]);
            }
            sums.add(byMeasure);
        }
    }

    /**
     * Starts to attribute clicks to an impression; {@code scores[a][i]} is the score that algorithm {@code a} gave
     * article {@code i}. First evaluates the reader's previous impression and all impressions older than {@link
     * #WINDOW_MILLIS}.
     *
     * @param group bootstrap group of the reader
     * @param scores {@code double[algorithms][articles]}, score that each algorithm gave each article shown
     */
    void show(Impression impression, int group, double[][] scores) {
        close(impression.userId());
        closeBefore(impression.atMillis() - WINDOW_MILLIS);
        open.put(impression.userId(), new OpenImpression(impression, group, scores));
    }

    /**
     * Attributes a click to the reader's last impression if that contains the article and is at most {@link
     * #WINDOW_MILLIS} old.
     */
    void click(Click click) {
        OpenImpression shown = open.get(click.userId());
        if (shown == null || click.atMillis() - shown.impression.atMillis() > WINDOW_MILLIS) {
            return;
        }
        int index = shown.impression.articleIds().indexOf(click.articleId());
        if (index >= 0) {
            shown.clicked[index] = true;
        }
    }

    private void closeBefore(long atMillis) {
        Iterator<OpenImpression> oldest = open.values().iterator();
        while (oldest.hasNext()) {
            OpenImpression shown = oldest.next();
            if (shown.impression.atMillis() >= atMillis) {
                return;
            }
            oldest.remove();
            evaluate(shown);
        }
    }

    /**
     * Evaluates the reader's last impression and attributes no more clicks to it; does nothing if it was evaluated
     * before.
     */
    void close(String userId) {
        OpenImpression shown = open.remove(userId);
        if (shown != null) {
            evaluate(shown);
        }
    }

    /** Evaluates all impressions not evaluated yet and attributes no more clicks to them. */
    void closeAll() {
        open.values().forEach(this::evaluate);
        open.clear();
    }

    private void evaluate(OpenImpression shown) {
        long clicks = IntStream.range(0, shown.clicked.length)
                .filter(index -> shown.clicked[index])
                .count();
        if (clicks == 0 || clicks == shown.clicked.length) {
            return;
        }
        counts[shown.group]++;
        for (int algorithm = 0; algorithm < sums.size(); algorithm++) {
            double[] scores = shown.scores[algorithm];
            int[] order = order(shown.impression, scores);
            sums.get(algorithm)
                    .forEach((measure, byGroup) -> byGroup[shown.group] += measure.of(scores, shown.clicked, order));
        }
    }

    private int[] order(Impression impression, double[] scores) {
        long tieSeed = SeededHash.mix(seed ^ SeededHash.hash(impression.userId()) ^ impression.atMillis());
        long[] ties = new long[scores.length];
        Arrays.setAll(
                ties,
                index -> SeededHash.mix(
                        tieSeed ^ SeededHash.hash(impression.articleIds().get(index))));
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(index -> -scores[index])
                        .thenComparingLong(index -> ties[index]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Number of evaluated impressions; one element per bootstrap group of readers, indexed by group number. */
    long[] counts() {
        return counts;
    }

    /**
     * Sum of a measure of one algorithm over the evaluated impressions; one element per bootstrap group of readers,
     * indexed by group number.
     *
     * @param algorithm index of the algorithm in the order of evaluation
     */
    double[] sums(int algorithm, ImpressionMeasure measure) {
        double[] byGroup = sums.get(algorithm).get(measure);
        if (byGroup == null) {
            throw new IllegalArgumentException("no sums of " + measure);
        }
        return byGroup;
    }
}
