package io.freshet.whole;

import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Latency from each click to the first list that includes the click. Latency starts at the scheduled sending time, so a
 * delayed sender or an outage of lists counts in full (no coordinated omission). Thread-safe.
 */
final class AnsweredClicks {

    /**
     * A click with its answer.
     *
     * @param dueNanos scheduled sending time
     * @param answeredNanos time at which the first list that includes the click was read, committed
     * @param partition partition of that list
     */
    record Answer(long dueNanos, long answeredNanos, int partition) {}

    private record PendingClick(long atMillis, long dueNanos) {}

    private final Map<String, Deque<PendingClick>> pending = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();

    /** Registers a click before it is sent; it must be its reader's latest. */
    synchronized void register(Click click, long dueNanos) {
        pending.computeIfAbsent(click.userId(), user -> new ArrayDeque<>())
                .addLast(new PendingClick(click.atMillis(), dueNanos));
    }

    /** Handles a list read from the topic. Only lists triggered by a click answer clicks. */
    void listRead(ConsumerRecord<String, Recommendations> list) {
        if (list.value() != null && list.value().trigger() == Trigger.CLICK) {
            answered(list.key(), list.value().asOfMillis(), list.partition(), System.nanoTime());
        }
    }

    private synchronized void answered(String userId, long asOfMillis, int partition, long nowNanos) {
        Deque<PendingClick> clicks = pending.getOrDefault(userId, new ArrayDeque<>());
        while (!clicks.isEmpty() && clicks.getFirst().atMillis() <= asOfMillis) {
            answers.add(new Answer(clicks.removeFirst().dueNanos(), nowNanos, partition));
        }
    }

    /** Number of clicks without an answer. */
    synchronized long unanswered() {
        return pending.values().stream().mapToLong(Deque::size).sum();
    }

    /** Number of clicks with an answer. */
    synchronized long answered() {
        return answers.size();
    }

    /** Latencies of all answered clicks in milliseconds, ascending. */
    synchronized long[] latenciesMillis() {
        return answers.stream()
                .mapToLong(answer -> (answer.answeredNanos() - answer.dueNanos()) / 1_000_000)
                .sorted()
                .toArray();
    }

    /**
     * Time in milliseconds from a moment until every partition answered a click that was due after the moment. Empty if
     * a partition has not answered yet.
     */
    synchronized OptionalLong recoveryMillis(long sinceNanos, int partitions) {
        Map<Integer, Long> first = new HashMap<>();
        for (Answer answer : answers) {
            if (answer.dueNanos() >= sinceNanos) {
                first.merge(answer.partition(), answer.answeredNanos(), Math::min);
            }
        }
        return first.size() < partitions
                ? OptionalLong.empty()
                : OptionalLong.of((new TreeSet<>(first.values()).last() - sinceNanos) / 1_000_000);
    }

    /** Largest latency, in milliseconds, of the clicks that were pending at some time of an interval. */
    synchronized long latencyMillisMax(long fromNanos, long toNanos) {
        return answers.stream()
                .filter(answer -> answer.answeredNanos() >= fromNanos && answer.dueNanos() <= toNanos)
                .mapToLong(answer -> (answer.answeredNanos() - answer.dueNanos()) / 1_000_000)
                .max()
                .orElse(0);
    }
}
