package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Clicks at the end of a stream whose answers show what was learned from the stream: half by known readers, half by new
 * readers, on the most read articles.
 */
record Probes(List<Click> clicks) {
    private static final int COUNT = 50;
    /** Mean overlap from which lists of two runs count as equally good. */
    private static final double OVERLAP_ENOUGH = .9;
    /** Largest loss of overlap attributed to chance, in standard errors of the mean difference. */
    private static final double STANDARD_ERRORS = 3;

    Probes {
        clicks = List.copyOf(clicks);
    }

    /** @param atMillis event time of the first probe, later than all other events */
    static Probes of(ReadTally tally, long seed, long atMillis) {
        List<String> articles = tally.reads().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                .limit(COUNT)
                .map(Map.Entry::getKey)
                .toList();
        List<String> readers =
                new ArrayList<>(new TreeSet<>(tally.articlesByReader().keySet()));
        readers.sort(Comparator.comparingInt(userId -> new SplittableRandom(seed + userId.hashCode()).nextInt()));
        List<Click> clicks = new ArrayList<>();
        for (int probe = 0; probe < COUNT; probe++) {
            String userId = probe < COUNT / 2 ? readers.get(probe) : "new-reader-" + probe;
            clicks.add(Click.of(userId, articles.get(probe), atMillis + probe * 10L));
        }
        return new Probes(clicks);
    }

    /** Sends the probes one after another; returns the articles of each answering list, by userId. */
    Map<String, Set<String>> ask(Consumer<TimedEvent> sender, ListTail lists) {
        Map<String, Set<String>> answers = new LinkedHashMap<>();
        for (Click click : clicks) {
            sender.accept(new TimedEvent.Clicked(click));
            Eventually.await("answer to " + click)
                    .until(
                            () -> lists.latest(click.userId()),
                            list -> list != null && list.asOfMillis() >= click.atMillis());
            Recommendations list = lists.latest(click.userId());
            answers.put(click.userId(), list == null ? Set.of() : new HashSet<>(list.articleIds()));
        }
        return answers;
    }

    /**
     * Compares the answers of a disturbed run with those of an undisturbed one. Lists differ between any two runs, so a
     * second undisturbed run shows the overlap to expect. Both overlaps are measured on the same probes, and the
     * comparison uses their difference at each probe.
     *
     * @param undisturbed answers of the reference run, at least two
     * @param again answers of the second undisturbed run
     */
    static Comparison compare(
            Map<String, Set<String>> undisturbed, Map<String, Set<String>> again, Map<String, Set<String>> disturbed) {
        int count = undisturbed.size();
        if (count < 2) {
            throw new IllegalArgumentException("there are " + count + " probes, expected at least 2");
        }
        double[] differences = new double[count];
        double expected = 0;
        double actual = 0;
        int index = 0;
        for (Map.Entry<String, Set<String>> answer : undisturbed.entrySet()) {
            double withAgain = overlap(answer.getValue(), again.getOrDefault(answer.getKey(), Set.of()));
            double withDisturbed = overlap(answer.getValue(), disturbed.getOrDefault(answer.getKey(), Set.of()));
            differences[index++] = withDisturbed - withAgain;
            expected += withAgain / count;
            actual += withDisturbed / count;
        }
        double squares = 0;
        for (double difference : differences) {
            double deviation = difference - (actual - expected);
            squares += deviation * deviation;
        }
        return new Comparison(expected, actual, Math.sqrt(squares / (count - 1) / count));
    }

    /** Share of common articles in the longer of two lists; 0 if both are empty. */
    private static double overlap(Set<String> one, Set<String> other) {
        Set<String> common = new HashSet<>(one);
        common.retainAll(other);
        return common.size() / (double) Math.max(1, Math.max(one.size(), other.size()));
    }

    /**
     * Mean overlaps with the reference run, over all probes.
     *
     * @param expected mean overlap of the second undisturbed run, from 0 to 1
     * @param actual mean overlap of the disturbed run, from 0 to 1
     * @param standardError standard error of the mean of the paired differences
     */
    record Comparison(double expected, double actual, double standardError) {

        /** Mean of the paired differences: the disturbed run's overlap minus the second undisturbed run's. */
        double difference() {
            return actual - expected;
        }

        /** Least overlap of the disturbed run that passes: {@link #OVERLAP_ENOUGH}, or less if chance explains it. */
        double overlapMin() {
            return Math.min(OVERLAP_ENOUGH, expected - STANDARD_ERRORS * standardError);
        }

        /** Asserts that the disturbed run's lists are as good as those of the second undisturbed run, within chance. */
        void assertNotWorse() {
            assertThat(actual).as(toString()).isGreaterThanOrEqualTo(overlapMin());
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "mean overlap of lists %.3f, between undisturbed runs %.3f, difference %+.3f, standard error %.3f",
                    actual,
                    expected,
                    difference(),
                    standardError);
        }
    }
}
