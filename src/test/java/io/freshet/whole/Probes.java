package io.freshet.whole;

import io.freshet.Eventually;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Last clicks after a stream, whose answers tell what was learned from it: half by readers who have read before, half
 * by new ones, on articles that are read much.
 */
record Probes(List<Click> clicks) {
    private static final int COUNT = 50;

    Probes {
        clicks = List.copyOf(clicks);
    }

    /** @param atMillis event time of the first, after everything else */
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

    /** Sends one after another and gives what is in the list that answers it, by userId. */
    Map<String, Set<String>> ask(Consumer<TimedEvent> sending, ListTail lists) {
        Map<String, Set<String>> answers = new LinkedHashMap<>();
        for (Click click : clicks) {
            sending.accept(new TimedEvent.Clicked(click));
            Eventually.await("answer to " + click)
                    .until(
                            () -> lists.latest(click.userId()),
                            list -> list != null && list.asOfMillis() >= click.atMillis());
            Recommendations list = lists.latest(click.userId());
            answers.put(click.userId(), list == null ? Set.of() : new HashSet<>(list.articleIds()));
        }
        return answers;
    }

    /** How much of one answer is in the other, on average over all probes. */
    static double overlap(Map<String, Set<String>> one, Map<String, Set<String>> other) {
        double sum = 0;
        for (Map.Entry<String, Set<String>> answer : one.entrySet()) {
            Set<String> theirs = other.getOrDefault(answer.getKey(), Set.of());
            Set<String> both = new HashSet<>(answer.getValue());
            both.retainAll(theirs);
            sum += both.size() / (double) Math.max(1, Math.max(answer.getValue().size(), theirs.size()));
        }
        return sum / Math.max(1, one.size());
    }
}
