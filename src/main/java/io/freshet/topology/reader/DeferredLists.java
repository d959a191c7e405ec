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
 * Readers of one task whose clicks were learned from and whose list is still to be made, because the task is behind. One
 * place a reader, so that several clicks cost one list, the first come first served. The store behind it makes that a
 * crash loses no list: it holds readers who wait and, where a crash may lose a list that was sent, those whose list was made
 * since the last commit but one. Owned by the task's thread; callers bound it by {@link #isOverdue}.
 */
final class DeferredLists {
    private final KeyValueStore<String, Long> store;
    private final Consumer<String> deletion;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final int readersMax;
    private final long waitMillisMax;

    /**
     * A reader whose list is due.
     *
     * @param arrivedAtMillis when the first click that waits for it arrived on its topic, in wall-clock epoch milliseconds
     */
    record Waiting(String userId, long arrivedAtMillis) {}

    /** Since when a reader waits here is another time than when his click arrived: it may have lain on its topic for long. */
    private record Place(long arrivedAtMillis, long sinceMillis) {}

    /**
     * Takes up what the store holds: it waited when the task was left.
     *
     * @param deletion deletes from the store the reader whose list is made now
     */
    DeferredLists(
            KeyValueStore<String, Long> store,
            Consumer<String> deletion,
            TopologySettings settings,
            long wallClockMillis) {
        this.store = store;
        this.deletion = deletion;
        this.readersMax = settings.waitingListsMax();
        this.waitMillisMax = settings.waitingListTime().toMillis();
        try (KeyValueIterator<String, Long> stored = store.all()) {
            Iterable<KeyValue<String, Long>> entries = () -> stored;
            Stream<KeyValue<String, Long>> oldestFirst = StreamSupport.stream(entries.spliterator(), false)
                    .sorted(Comparator.comparingLong(entry -> entry.value));
            oldestFirst.forEach(entry -> places.put(entry.key, new Place(entry.value, wallClockMillis)));
        }
    }

    /**
     * Lets a reader wait for his list; one who waits already keeps his place.
     *
     * @return whether he waited already, so that one list will answer several clicks
     */
    boolean add(String userId, long arrivedAtMillis, long wallClockMillis) {
        boolean waits = places.putIfAbsent(userId, new Place(arrivedAtMillis, wallClockMillis)) != null;
        if (!waits) {
            store.put(userId, arrivedAtMillis);
        }
        return waits;
    }

    /** Takes a reader out because his list is made now, and gives the place he had. */
    Optional<Waiting> take(String userId) {
        Place place = places.remove(userId);
        if (place == null) {
            return Optional.empty();
        }
        deletion.accept(userId);
        return Optional.of(new Waiting(userId, place.arrivedAtMillis()));
    }

    /** Removes an erased or expired reader at once, from the store as well. */
    void forget(String userId) {
        places.remove(userId);
        store.delete(userId);
    }

    /** Takes out who waited longest; empty if nobody waits. */
    Optional<Waiting> next() {
        Iterator<String> waiting = places.keySet().iterator();
        return waiting.hasNext() ? take(waiting.next()) : Optional.empty();
    }

    /** Whether too many wait, or one for too long: then lists go before further clicks. */
    boolean isOverdue(long wallClockMillis) {
        if (places.size() > readersMax) {
            return true;
        }
        Iterator<Place> waiting = places.values().iterator();
        return waiting.hasNext() && wallClockMillis - waiting.next().sinceMillis() > waitMillisMax;
    }

    int size() {
        return places.size();
    }
}
