package io.freshet.topology.reader;

import io.freshet.topology.context.ShortHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * When readers of one task were erased. Erasures and clicks are different topics, which nothing orders: a click from before
 * an erasure may be processed after it, and must not bring the reader back. Keeps a hash of the userId and a time, for as
 * long as such clicks may arrive. Owned by the task's thread.
 */
final class ErasedReaders {
    private static final int HASH_BYTES = 16;
    private static final int EXPIRED_PER_LOOK_MAX = 12;

    private final KeyValueStore<String, Long> store;
    private final long memoryMillis;
    /** While nobody was erased, no click pays for a hash. */
    private boolean empty;
    /** Where the next look goes on; null for the beginning. */
    private @Nullable String next;

    /** @param memory how long an erasure is remembered */
    ErasedReaders(KeyValueStore<String, Long> store, Duration memory) {
        this.store = store;
        this.memoryMillis = memory.toMillis();
        try (KeyValueIterator<String, Long> entries = store.all()) {
            this.empty = !entries.hasNext();
        }
    }

    /**
     * Remembers an erasure.
     *
     * @param arrivedAtMillis when it arrived on its topic, epoch milliseconds
     */
    void erase(String userId, long arrivedAtMillis) {
        String hash = hash(userId);
        Long before = store.get(hash);
        store.put(hash, before == null ? arrivedAtMillis : Math.max(before, arrivedAtMillis));
        empty = false;
    }

    /**
     * Whether an event belongs to what was erased: it arrived on its topic, or happened, not later than the erasure
     * arrived.
     */
    boolean covers(String userId, long arrivedAtMillis, long happenedAtMillis) {
        if (empty) {
            return false;
        }
        Long erasedAtMillis = store.get(hash(userId));
        return erasedAtMillis != null && Math.min(arrivedAtMillis, happenedAtMillis) <= erasedAtMillis;
    }

    /** Looks at the next few erasures and forgets those that are older than the memory. */
    void expire(long wallClockMillis) {
        List<String> expired = new ArrayList<>();
        try (KeyValueIterator<String, Long> entries = store.range(next, null)) {
            for (int looked = 0; looked < EXPIRED_PER_LOOK_MAX && entries.hasNext(); looked++) {
                KeyValue<String, Long> entry = entries.next();
                if (wallClockMillis - entry.value > memoryMillis) {
                    expired.add(entry.key);
                }
            }
            next = entries.hasNext() ? entries.peekNextKey() : null;
        }
        expired.forEach(store::delete);
    }

    private static String hash(String userId) {
        return ShortHash.of(userId, HASH_BYTES);
    }
}
