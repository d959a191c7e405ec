package io.freshet.topology.store;

import io.freshet.codec.binary.OtherVersionException;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Key-value store in which an entry that cannot be decoded counts as absent. Such entries come from other writers to
 * the changelog. Each is counted, logged once, and deleted from store and changelog with the next commit. Deletion uses
 * the bytes of the key, because a key that is not text decodes and encodes to other bytes.
 *
 * <p>An entry can also be deleted after a commit. At-least-once sends records to several partitions in no order: if an
 * entry is deleted because of a record that is sent, a crash may keep the deletion and lose the record.
 *
 * <p>The task's thread writes; any thread reads.
 */
public final class ReadableStore<K, V> extends WrappedStateStore<KeyValueStore<K, V>, K, V>
        implements KeyValueStore<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadableStore.class);

    /**
     * Maximum size of each of two sets of unreadable keys: those already logged, and those to delete. The next scan
     * finds further keys again.
     */
    private static final int KEYS_MAX = 10_000;

    /**
     * Number of entries, from the beginning of the store, checked to find out whether another build wrote the store.
     */
    private static final int SAMPLE = 16;

    private final Measurements measurements;
    private final Serde<K> keySerde;
    private final Serde<V> valueSerde;
    private final Set<Bytes> unreadable = ConcurrentHashMap.newKeySet();
    private final Set<Bytes> known = ConcurrentHashMap.newKeySet();
    /** Keys to delete with the second commit from now; the next commit moves them to {@code deletedNext}. */
    private Set<K> deletedLater = new HashSet<>();

    private Set<K> deletedNext = new HashSet<>();
    private volatile ForeignVersionDetector strays = ForeignVersionDetector.of(Map.of());
    private volatile String changelog = "";

    /**
     * Creates a store around a typed store of Kafka Streams, with the serdes of its keys and values.
     *
     * @param store typed store of Kafka Streams around a store of bytes
     */
    ReadableStore(KeyValueStore<K, V> store, Serde<K> keySerde, Serde<V> valueSerde, Measurements measurements) {
        super(store);
        this.keySerde = keySerde;
        this.valueSerde = valueSerde;
        this.measurements = measurements;
    }

    @SuppressWarnings("unchecked") // Kafka Streams builds these types for a store of keys and values.
    private KeyValueStore<Bytes, byte[]> bytes() {
        return ((WrappedStateStore<KeyValueStore<Bytes, byte[]>, K, V>) wrapped()).wrapped();
    }

    private Bytes bytes(K key) {
        return Bytes.wrap(keySerde.serializer().serialize(changelog, key));
    }

    private @Nullable Bytes bound(@Nullable K key) {
        return key == null ? null : bytes(key);
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        strays = ForeignVersionDetector.of(context.appConfigs());
        changelog = context.applicationId() + "-" + name() + "-changelog";
        unreadable.clear();
        deletedLater.clear();
        deletedNext.clear();
        super.init(context, root);
    }

    /** Returns the {@code ReadableStore} inside a store that a processor got from its context. */
    @SuppressWarnings("unchecked") // Callers know the types of the store they ask for.
    public static <K, V> ReadableStore<K, V> behind(StateStore store) {
        StateStore inner = store;
        while (!(inner instanceof ReadableStore) && inner instanceof WrappedStateStore<?, ?, ?> wrapping) {
            inner = wrapping.wrapped();
        }
        return (ReadableStore<K, V>) inner;
    }

    /**
     * Deletes an entry with the second commit from now, unless the entry is written or deleted before. By then all
     * records sent until now are acknowledged.
     */
    public void deleteAfterCommit(K key) {
        deletedLater.add(key);
    }

    /**
     * Deletes, before a commit, the unreadable entries and the entries whose deletion is due. Kafka Streams calls this
     * before each commit, on the task's thread.
     */
    @Override
    public void flushCache() {
        Iterator<Bytes> keys = unreadable.iterator();
        while (keys.hasNext()) {
            byte[] unused = bytes().delete(keys.next());
            keys.remove();
        }
        Set<K> deletedNow = deletedNext;
        // Streams waits for all acknowledgements after it flushed the caches.
        deletedNext = deletedLater;
        deletedLater = new HashSet<>();
        deletedNow.forEach(this::delete);
        super.flushCache();
    }

    @Override
    public @Nullable V get(K key) {
        try {
            return wrapped().get(key);
        } catch (SerializationException failed) {
            giveUp(bytes(key), failed);
            return null;
        }
    }

    @Override
    public void put(K key, @Nullable V value) {
        replaced(key);
        wrapped().put(key, value);
    }

    @Override
    public @Nullable V putIfAbsent(K key, @Nullable V value) {
        V before = get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<K, V>> entries) {
        entries.forEach(entry -> replaced(entry.key));
        wrapped().putAll(entries);
    }

    @Override
    public @Nullable V delete(K key) {
        replaced(key);
        try {
            return wrapped().delete(key);
        } catch (SerializationException formerValue) {
            // The entry is deleted; its old value cannot be given.
            return null;
        }
    }

    /** Cancels pending deletions of an entry that was deleted or overwritten. */
    private void replaced(K key) {
        deletedLater.remove(key);
        deletedNext.remove(key);
        if (!unreadable.isEmpty()) {
            unreadable.remove(bytes(key));
        }
    }

    @Override
    public KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to) {
        return new ReadableEntries(bytes().range(bound(from), bound(to)));
    }

    @Override
    public KeyValueIterator<K, V> reverseRange(@Nullable K from, @Nullable K to) {
        return new ReadableEntries(bytes().reverseRange(bound(from), bound(to)));
    }

    @Override
    public KeyValueIterator<K, V> all() {
        return new ReadableEntries(bytes().all());
    }

    @Override
    public KeyValueIterator<K, V> reverseAll() {
        return new ReadableEntries(bytes().reverseAll());
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<K, V> prefixScan(P prefix, S serializer) {
        return new ReadableEntries(bytes().prefixScan(prefix, serializer));
    }

    @Override
    public long approximateNumEntries() {
        return wrapped().approximateNumEntries();
    }

    /** Decodes an entry; null if its key or value is unreadable. */
    private @Nullable KeyValue<K, V> readable(KeyValue<Bytes, byte[]> entry) {
        try {
            return read(entry);
        } catch (SerializationException failed) {
            giveUp(entry.key, failed);
            return null;
        }
    }

    private KeyValue<K, V> read(KeyValue<Bytes, byte[]> entry) {
        K key = keySerde.deserializer().deserialize(changelog, entry.key.get());
        if (!bytes(key).equals(entry.key)) {
            throw new SerializationException("a key on " + changelog + " is not as Freshet writes it");
        }
        return KeyValue.pair(key, valueSerde.deserializer().deserialize(changelog, entry.value));
    }

    private void giveUp(Bytes key, SerializationException failed) {
        if (failed instanceof OtherVersionException
                && !known.contains(key)
                && (isOfAnotherBuild() || !strays.isStray(name()))) {
            throw failed;
        }
        if (unreadable.size() < KEYS_MAX) {
            unreadable.add(key);
        }
        if (known.size() < KEYS_MAX && known.add(key)) {
            measurements.record(new Measurement.EntryUnreadable(name()));
            // The key itself may name a reader.
            LOG.warn(
                    "unreadable entry in store {} counts as absent and is deleted, hash of the key {}: {}",
                    name(),
                    HexFormat.of().toHexDigits(key.hashCode()),
                    failed.getMessage());
        }
    }

    /**
     * Whether another build wrote the store: more than {@value ForeignVersionDetector#STRAYS_MAX} of its first {@value
     * #SAMPLE} entries have a version that this build cannot read. Checked before the first entry is dropped.
     */
    private boolean isOfAnotherBuild() {
        int foreign = 0;
        try (KeyValueIterator<Bytes, byte[]> entries = bytes().all()) {
            for (int looked = 0; looked < SAMPLE && entries.hasNext(); looked++) {
                foreign += isForeign(entries.next()) ? 1 : 0;
            }
        }
        return foreign > ForeignVersionDetector.STRAYS_MAX;
    }

    private boolean isForeign(KeyValue<Bytes, byte[]> entry) {
        try {
            KeyValue<K, V> unused = read(entry);
            return false;
        } catch (OtherVersionException foreign) {
            return true;
        } catch (SerializationException unreadable) {
            return false;
        }
    }

    /** Iterator over the readable entries; reads one entry ahead. */
    private final class ReadableEntries implements KeyValueIterator<K, V> {
        private final KeyValueIterator<Bytes, byte[]> entries;
        private @Nullable KeyValue<K, V> next;

        private ReadableEntries(KeyValueIterator<Bytes, byte[]> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            while (next == null && entries.hasNext()) {
                next = readable(entries.next());
            }
            return next != null;
        }

        @Override
        public KeyValue<K, V> next() {
            KeyValue<K, V> entry = peek();
            next = null;
            return entry;
        }

        @Override
        public K peekNextKey() {
            return peek().key;
        }

        private KeyValue<K, V> peek() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            return next;
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
