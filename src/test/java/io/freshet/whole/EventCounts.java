package io.freshet.whole;

import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.Variant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the outcomes of the events of each input. Thread-safe. */
final class EventCounts implements Measurements {
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();
    private final Map<String, Long> duplicates = new ConcurrentHashMap<>();
    private final Map<String, Long> excess = new ConcurrentHashMap<>();
    private final Map<String, Long> rejected = new ConcurrentHashMap<>();
    private final Map<String, Long> reasons = new ConcurrentHashMap<>();
    private final Map<Integer, Long> rankerSteps = new ConcurrentHashMap<>();
    private final Map<Boolean, Long> reembedded = new ConcurrentHashMap<>();

    @Override
    public void eventAccepted(String input) {
        accepted.merge(input, 1L, Long::sum);
    }

    @Override
    public void eventDuplicate(String input) {
        duplicates.merge(input, 1L, Long::sum);
    }

    @Override
    public void eventExcess(String input) {
        excess.merge(input, 1L, Long::sum);
    }

    @Override
    public void eventRejected(String input, String reason) {
        rejected.merge(input, 1L, Long::sum);
        reasons.merge(input + " " + reason, 1L, Long::sum);
    }

    @Override
    public void rankerLearned(Variant variant, int task, long steps, double relativeLoss, boolean inUse, long returns) {
        rankerSteps.put(task, steps);
    }

    @Override
    public void articleUnderstoodAgain(boolean changed) {
        reembedded.merge(changed, 1L, Long::sum);
    }

    /** Number of re-embedded articles, by whether the result changed. */
    Map<Boolean, Long> reembedded() {
        return new TreeMap<>(reembedded);
    }

    /** Number of training steps of the ranker of each reader task, by partition. */
    Map<Integer, Long> rankerSteps() {
        return new TreeMap<>(rankerSteps);
    }

    /** Number of all events, by input. */
    Map<String, Long> events() {
        Map<String, Long> all = new TreeMap<>(accepted);
        duplicates.forEach((input, count) -> all.merge(input, count, Long::sum));
        excess.forEach((input, count) -> all.merge(input, count, Long::sum));
        rejected.forEach((input, count) -> all.merge(input, count, Long::sum));
        return all;
    }

    long accepted(String input) {
        return accepted.getOrDefault(input, 0L);
    }

    long duplicates(String input) {
        return duplicates.getOrDefault(input, 0L);
    }

    /** Number of events above the limit per reader and minute. */
    long excess(String input) {
        return excess.getOrDefault(input, 0L);
    }

    /** Number of rejected events by input and reason code, such as {@code clicks not-json}. */
    Map<String, Long> reasons() {
        return new TreeMap<>(reasons);
    }
}
