package io.freshet.topology.reader;

import io.freshet.text.Sha256;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Tombstones of the erased readers of one partition, by which late events of these readers are recognised. Erasures and
 * clicks are different topics without an order between them: a click from before an erasure may be processed after it
 * and must not bring the reader back. A tombstone is a hash of the userId and the erasure's time, kept for as long as
 * such clicks may arrive. Owned by the task's thread.
 */
final class ErasedReaders {
    private static final int HASH_BYTES = 16;
    private static final int CHECKED_AT_ONCE_MAX = 12;

    private final KeyValueStore<String, Long> store;
    private final long retentionMillis;
    /**
     * Whether the store was empty at the start and no reader was erased since. Events then skip the look-up, for which
     * the userId is hashed.
     */
    private boolean empty;
    /** Key at which {@link #expire} continues; null to start at the beginning of the store. */
    private @Nullable String next;

    /**
     * Opens the tombstones in their store; each is kept for {@code retention} after its erasure arrived.
     *
     * @param retention how long a tombstone is kept
     */
    ErasedReaders(KeyValueStore<String, Long> store, Duration retention) {
        this.store = store;
        this.retentionMillis = retention.toMillis();
        try (KeyValueIterator<String, Long> entries = store.all()) {
            this.empty = !entries.hasNext();
        }
    }

    /**
     * Stores a tombstone for a reader. Of two erasures the one that arrived later counts.
     *
     * @param arrivedAtMillis when the erasure arrived on its topic, epoch milliseconds
     */
    void erase(String userId, long arrivedAtMillis) {
        String hash = hash(userId);
        Long before = store.get(hash);
        store.put(hash, before == null ? arrivedAtMillis : Math.max(before, arrivedAtMillis));
        empty = false;
    }

    /**
     * Whether the reader's erasure applies to an event: the event arrived or happened no later than the erasure
     * arrived. False for a reader who is not erased.
     *
     * @param arrivedAtMillis when the event arrived on its topic, epoch milliseconds
     * @param happenedAtMillis event time, epoch milliseconds
     */
    boolean covers(String userId, long arrivedAtMillis, long happenedAtMillis) {
        if (empty) {
            return false;
        }
        Long erasedAtMillis = store.get(hash(userId));
        return erasedAtMillis != null && Math.min(arrivedAtMillis, happenedAtMillis) <= erasedAtMillis;
    }

    /** Checks the next {@value #CHECKED_AT_ONCE_MAX} tombstones and deletes those past their retention. */
    void expire(long nowMillis) {
        List<String> expired = new ArrayList<>();
        try (KeyValueIterator<String, Long> entries = store.range(next, null)) {
            for (int checked = 0; checked < CHECKED_AT_ONCE_MAX && entries.hasNext(); checked++) {
                KeyValue<String, Long> entry = entries.next();
                if (nowMillis - entry.value > retentionMillis) {
                    expired.add(entry.key);
                }
            }
            next = entries.hasNext() ? entries.peekNextKey() : null;
        }
        expired.forEach(store::delete);
    }

    private static String hash(String userId) {
        return Sha256.prefix(userId, HASH_BYTES);
    }
}
