package io.freshet.runtime.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Arrival times of records, measured by periodic observations of end offsets: a record has arrived by the first
 * observation of an end after it. Timestamps of records are not used, because senders may set them. For use by one
 * thread.
 */
final class Arrivals {
    private final Duration limit;
    /** Observations in which the end had changed, by time; of those older than the limit only the latest. */
    private final Map<TopicPartition, Deque<ObservedEnd>> observed = new HashMap<>();

    private record ObservedEnd(long end, long atNanos) {}

    /**
     * Creates a history without observations.
     *
     * @param limit time after which a record has waited too long
     */
    Arrivals(Duration limit) {
        this.limit = limit;
    }

    /** Forgets all other partitions. */
    void retainAll(Collection<TopicPartition> partitions) {
        observed.keySet().retainAll(partitions);
    }

    /** Adds an observation; those of one partition come in the order of time. */
    void observe(TopicPartition partition, long end, long nowNanos) {
        Deque<ObservedEnd> ends = observed.computeIfAbsent(partition, unused -> new ArrayDeque<>());
        if (!ends.isEmpty() && end < ends.getLast().end()) {
            // The topic was deleted and created again.
            ends.clear();
        }
        if (ends.isEmpty() || end > ends.getLast().end()) {
            ends.addLast(new ObservedEnd(end, nowNanos));
        }
    }

    /** Whether the record at this offset had arrived by an observation that is at least the limit ago. */
    boolean hasWaitedTooLong(TopicPartition partition, long offset, long nowNanos) {
        Deque<ObservedEnd> ends = observed.getOrDefault(partition, new ArrayDeque<>());
        ObservedEnd late = null;
        while (!ends.isEmpty() && nowNanos - ends.getFirst().atNanos() >= limit.toNanos()) {
            late = ends.removeFirst();
        }
        if (late == null) {
            return false;
        }
        ends.addFirst(late);
        return offset < late.end();
    }
}
