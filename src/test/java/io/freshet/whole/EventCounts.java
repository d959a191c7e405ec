package io.freshet.whole;

import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what became of the events of each input. Safe from any thread. */
final class EventCounts implements Measurements {
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();
    private final Map<String, Long> duplicates = new ConcurrentHashMap<>();
    private final Map<String, Long> rateLimited = new ConcurrentHashMap<>();
    private final Map<String, Long> rejected = new ConcurrentHashMap<>();
    private final Map<String, Long> reasons = new ConcurrentHashMap<>();
    private final Map<Integer, Long> rankerSteps = new ConcurrentHashMap<>();
    private final Map<Boolean, Long> reembedded = new ConcurrentHashMap<>();

    @Override
    public void record(Measurement measurement) {
        if (measurement instanceof Measurement.EventProcessed event) {
            count(event);
        } else if (measurement instanceof Measurement.EventRejected event) {
            rejected.merge(event.input(), 1L, Long::sum);
            reasons.merge(event.input() + " " + event.reason(), 1L, Long::sum);
        } else if (measurement instanceof Measurement.RankerState ranker) {
            rankerSteps.put(ranker.task(), ranker.progress().steps());
        } else if (measurement instanceof Measurement.ArticleReembedded again) {
            reembedded.merge(again.changed(), 1L, Long::sum);
        }
    }

    private void count(Measurement.EventProcessed event) {
        switch (event.outcome()) {
            case ACCEPTED -> accepted.merge(event.input(), 1L, Long::sum);
            case DUPLICATE -> duplicates.merge(event.input(), 1L, Long::sum);
            case RATE_LIMITED -> rateLimited.merge(event.input(), 1L, Long::sum);
            case ERASED, SUPERSEDED, REROUTED -> {}
        }
    }

    /** Re-embedded articles by whether they changed. */
    Map<Boolean, Long> reembedded() {
        return new TreeMap<>(reembedded);
    }

    /** Reads that the ranker of each reader task learned from, by partition. */
    Map<Integer, Long> rankerSteps() {
        return new TreeMap<>(rankerSteps);
    }

    /** All events heard of, by input. */
    Map<String, Long> events() {
        Map<String, Long> all = new TreeMap<>(accepted);
        duplicates.forEach((input, count) -> all.merge(input, count, Long::sum));
        rateLimited.forEach((input, count) -> all.merge(input, count, Long::sum));
        rejected.forEach((input, count) -> all.merge(input, count, Long::sum));
        return all;
    }

    long accepted(String input) {
        return accepted.getOrDefault(input, 0L);
    }

    long duplicates(String input) {
        return duplicates.getOrDefault(input, 0L);
    }

    /** Events above the click rate of their reader. */
    long rateLimited(String input) {
        return rateLimited.getOrDefault(input, 0L);
    }

    /** Rejected events by input and reason code, such as {@code clicks not-json}. */
    Map<String, Long> reasons() {
        return new TreeMap<>(reasons);
    }
}
