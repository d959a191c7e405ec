package io.freshet.topology.reader;

import io.freshet.topology.context.TopologySettings;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * First-in, first-out queue of readers whose new list is deferred under overload. Their clicks are already applied. One
 * entry per reader, so that several clicks share a list. A store keeps the queue through a crash. Under at-least-once
 * the store also keeps an entry until its list is committed. Owned by the task's thread; bounded by {@link #isOverdue},
 * which callers obey.
 */
final class DeferredLists {
    /** Age of the oldest deferred list, milliseconds, above which deferred lists are made even under overload. */
    private static final long DELAY_MILLIS_MAX = 2_000;

    private final KeyValueStore<String, Long> store;
    private final Consumer<String> deletion;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final int readersMax;

    /**
     * Deferred list to make for a reader, with the arrival time of the first click that the list answers.
     *
     * @param arrivedAtMillis when the first of its clicks arrived on the topic, epoch milliseconds
     */
    record Deferred(String userId, long arrivedAtMillis) {}

    /**
     * Queue entry of a reader: the arrival time of the first click, and the time since which the entry is queued.
     *
     * @param arrivedAtMillis when the first click arrived on the topic, epoch milliseconds
     * @param sinceMillis when the list was deferred, or loaded after a start, epoch milliseconds; the click may have
     *     arrived long before
     */
    private record Entry(long arrivedAtMillis, long sinceMillis) {}

    /**
     * Creates the queue and loads the entries stored before the start.
     *
     * @param deletion deletes the stored entry of a reader whose list is made now
     */
    DeferredLists(
            KeyValueStore<String, Long> store, Consumer<String> deletion, TopologySettings settings, long nowMillis) {
        this.store = store;
        this.deletion = deletion;
        this.readersMax = settings.overload().deferredListsMax();
        try (KeyValueIterator<String, Long> stored = store.all()) {
            Iterable<KeyValue<String, Long>> all = () -> stored;
            Stream<KeyValue<String, Long>> oldestFirst = StreamSupport.stream(all.spliterator(), false)
                    .sorted(Comparator.comparingLong(entry -> entry.value));
            oldestFirst.forEach(entry -> entries.put(entry.key, new Entry(entry.value, nowMillis)));
        }
    }

    /**
     * Queues a reader's deferred list; returns true, and changes nothing, if the reader is already queued.
     *
     * @return whether the reader was already in the queue, so that one list answers several clicks
     */
    boolean add(String userId, long arrivedAtMillis, long nowMillis) {
        boolean queued = entries.putIfAbsent(userId, new Entry(arrivedAtMillis, nowMillis)) != null;
        if (!queued) {
            store.put(userId, arrivedAtMillis);
        }
        return queued;
    }

    /** Takes a reader out of the queue to make their list now; empty if the reader is not in the queue. */
    Optional<Deferred> take(String userId) {
        Entry entry = entries.remove(userId);
        if (entry == null) {
            return Optional.empty();
        }
        deletion.accept(userId);
        return Optional.of(new Deferred(userId, entry.arrivedAtMillis()));
    }

    /**
     * Removes the deferred list of an erased or expired reader: from the queue, and from the store without waiting for
     * a commit.
     */
    void forget(String userId) {
        entries.remove(userId);
        store.delete(userId);
    }

    /** Takes the oldest deferred list out of the queue; empty if the queue is empty. */
    Optional<Deferred> next() {
        Iterator<String> userIds = entries.keySet().iterator();
        return userIds.hasNext() ? take(userIds.next()) : Optional.empty();
    }

    /**
     * Whether the queue is too long or its oldest entry too old, so that deferred lists must be made even while the
     * task is far behind.
     */
    boolean isOverdue(long nowMillis) {
        if (entries.size() > readersMax) {
            return true;
        }
        Iterator<Entry> oldestFirst = entries.values().iterator();
        return oldestFirst.hasNext() && nowMillis - oldestFirst.next().sinceMillis() > DELAY_MILLIS_MAX;
    }

    int size() {
        return entries.size();
    }
}
