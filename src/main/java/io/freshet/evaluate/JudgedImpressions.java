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
 * Judges how contenders rank the articles a reader was shown by what the reader clicked of them before the next showing
 * and within {@link #WINDOW_MILLIS}. Showings of which nothing or everything was clicked say nothing about a ranking and
 * are not judged. For one thread.
 */
final class JudgedImpressions {
    /** Longer after a showing, a click is not an answer to it. */
    static final long WINDOW_MILLIS = 30 * 60_000L;

    private final long seed;
    private final long[] counts;
    private final List<Map<ImpressionMeasure, double[]>> sums = new ArrayList<>();
    /** By reader, in the order they were shown. */
    private final Map<String, Open> open = new LinkedHashMap<>();

    /** A showing that may still be answered. */
    private static final class Open {
        final Impression impression;
        final int group;
        final double[][] scores;
        final boolean[] clicked;

        Open(Impression impression, int group, double[][] scores) {
            this.impression = impression;
            this.group = group;
            this.scores = scores;
            this.clicked = new boolean[impression.articleIds().size()];
        }
    }

    JudgedImpressions(int contenders, int groups, long seed) {
        this.seed = seed;
        this.counts = new long[groups];
        for (int contender = 0; contender < contenders; contender++) {
            Map<ImpressionMeasure, double[]> ofContender = new EnumMap<>(ImpressionMeasure.class);
            for (ImpressionMeasure measure : ImpressionMeasure.values()) {
                ofContender.put(measure, new double[groups]);
            }
            sums.add(ofContender);
        }
    }

    /**
     * Takes in a showing and what each contender makes of it.
     *
     * @param group of the reader
     * @param scores by contender and article shown
     */
    void show(Impression impression, int group, double[][] scores) {
        close(impression.userId());
        closeBefore(impression.atMillis() - WINDOW_MILLIS);
        open.put(impression.userId(), new Open(impression, group, scores));
    }

    /** Takes in a click, which answers the reader's last showing if that held the article. */
    void click(Click click) {
        Open shown = open.get(click.userId());
        if (shown == null || click.atMillis() - shown.impression.atMillis() > WINDOW_MILLIS) {
            return;
        }
        int index = shown.impression.articleIds().indexOf(click.articleId());
        if (index >= 0) {
            shown.clicked[index] = true;
        }
    }

    private void closeBefore(long atMillis) {
        Iterator<Open> eldest = open.values().iterator();
        while (eldest.hasNext()) {
            Open shown = eldest.next();
            if (shown.impression.atMillis() >= atMillis) {
                return;
            }
            eldest.remove();
            judge(shown);
        }
    }

    /** Judges the reader's last showing, to which no answer comes any more. */
    void close(String userId) {
        Open shown = open.remove(userId);
        if (shown != null) {
            judge(shown);
        }
    }

    /** Judges all showings that answers could still have come to. */
    void closeAll() {
        open.values().forEach(this::judge);
        open.clear();
    }

    private void judge(Open shown) {
        long clicks = IntStream.range(0, shown.clicked.length)
                .filter(index -> shown.clicked[index])
                .count();
        if (clicks == 0 || clicks == shown.clicked.length) {
            return;
        }
        counts[shown.group]++;
        for (int contender = 0; contender < sums.size(); contender++) {
            double[] scores = shown.scores[contender];
            int[] order = order(shown.impression, scores);
            sums.get(contender)
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

    /** Showings judged, {@code long[groups]}. */
    long[] counts() {
        return counts;
    }

    /** The sums of a measure for a contender, {@code double[groups]}. */
    double[] sums(int contender, ImpressionMeasure measure) {
        double[] byGroup = sums.get(contender).get(measure);
        if (byGroup == null) {
            throw new IllegalArgumentException("no sums of " + measure);
        }
        return byGroup;
    }
}
