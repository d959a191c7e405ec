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
 * How long each click waited for a list that knows of it, from the moment at which it was due to be sent: a sender that
 * is held up, or lists that do not come at all for a while, count in full (no coordinated omission). Safe from any
 * thread.
 */
final class AnsweredClicks {

    /**
     * One click that was answered.
     *
     * @param dueNanos when it was due to be sent
     * @param answeredNanos when the first list that knows of it was there, committed
     * @param partition of the topic of lists
     */
    record Answer(long dueNanos, long answeredNanos, int partition) {}

    private record Waiting(long atMillis, long dueNanos) {}

    private final Map<String, Deque<Waiting>> waiting = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();

    /** A click will be sent that is its reader's latest. */
    synchronized void due(Click click, long dueNanos) {
        waiting.computeIfAbsent(click.userId(), user -> new ArrayDeque<>())
                .addLast(new Waiting(click.atMillis(), dueNanos));
    }

    /** A list is there. Only lists that a click asked for tell that it was heard of. */
    void listed(ConsumerRecord<String, Recommendations> list) {
        if (list.value() != null && list.value().trigger() == Trigger.CLICK) {
            answered(list.key(), list.value().asOfMillis(), list.partition(), System.nanoTime());
        }
    }

    private synchronized void answered(String userId, long asOfMillis, int partition, long nowNanos) {
        Deque<Waiting> clicks = waiting.getOrDefault(userId, new ArrayDeque<>());
        while (!clicks.isEmpty() && clicks.getFirst().atMillis() <= asOfMillis) {
            answers.add(new Answer(clicks.removeFirst().dueNanos(), nowNanos, partition));
        }
    }

    /** Clicks that no list knows of. */
    synchronized long unanswered() {
        return waiting.values().stream().mapToLong(Deque::size).sum();
    }

    /** How long each click waited, in milliseconds, ascending. */
    synchronized long[] waitsMillis() {
        return answers.stream()
                .mapToLong(answer -> (answer.answeredNanos() - answer.dueNanos()) / 1_000_000)
                .sorted()
                .toArray();
    }

    /**
     * How long after a moment, in milliseconds, the last partition had the answer to a click that was due after it:
     * when every reader had lists again. Empty while there is a partition without.
     */
    synchronized OptionalLong everywhereAgainMillis(long sinceNanos, int partitions) {
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

    /** The longest wait of a click that was due or waited within this time, in milliseconds. */
    synchronized long longestWaitMillis(long fromNanos, long toNanos) {
        return answers.stream()
                .filter(answer -> answer.answeredNanos() >= fromNanos && answer.dueNanos() <= toNanos)
                .mapToLong(answer -> (answer.answeredNanos() - answer.dueNanos()) / 1_000_000)
                .max()
                .orElse(0);
    }
}
