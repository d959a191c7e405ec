package io.freshet.topology.store;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.StreamThread;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * RocksDB store that is rebuilt from its changelog after damage to its files.
 *
 * <p>Damage found while the store opens is repaired at once: the directory is set aside and Kafka Streams fills an
 * empty store. Damage found while the store is read or written is recorded in {@link StoreRepairs}, and the store is
 * set aside when it next opens. Under at-least-once, {@link TaskCorruptedException} makes Streams close and reopen the
 * task. Under exactly-once the thread fails and is replaced: with Kafka Streams 4.4.0 a task that ended by this
 * exception read nothing more after the rebalance that Streams then requests. Streams itself deletes the directory of
 * the task in this case.
 *
 * <p>Since Kafka 4.4 (KIP-1035) a store keeps its changelog offset in RocksDB beside the data, so an empty directory is
 * restored from the beginning.
 */
final class RepairingStore implements KeyValueStore<Bytes, byte[]> {
    /** Changelog offset that Kafka Streams treats as unknown: the store is then restored from the beginning. */
    private static final long OFFSET_UNKNOWN = -4;

    private static final String ROCKSDB_DIRECTORY = "rocksdb";

    private final Supplier<KeyValueStore<Bytes, byte[]>> opening;
    private KeyValueStore<Bytes, byte[]> store;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private StoreRepairs repairs;

    @SuppressWarnings("NullAway.Init")
    private TaskId task;

    /** Failure that reported damage to the files; null without damage. */
    private volatile @Nullable ProcessorStateException damage;

    private boolean emptied;
    private boolean exactlyOnce;

    /**
     * Creates a store around a RocksDB store from {@code opening}, which is called again after damage.
     *
     * @param opening creates a RocksDB store that is not open yet; called again after damage
     */
    RepairingStore(Supplier<KeyValueStore<Bytes, byte[]>> opening) {
        this.opening = opening;
        this.store = opening.get();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        repairs = StoreRepairs.of(context.appConfigs());
        task = context.taskId();
        exactlyOnce = StreamsConfig.EXACTLY_ONCE_V2.equals(
                context.appConfigs().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
        damage = null;
        emptied = repairs.takeDamaged(task, name());
        Path directory = context.stateDir().toPath();
        if (emptied) {
            setAside(directory);
        } else if (Files.exists(storeDirectory(directory))) {
            repairs.hasFiles(task);
        }
        try {
            store.init(context, root);
        } catch (RuntimeException failed) {
            if (!StoreRepairs.isDamage(failed)) {
                throw failed;
            }
            repairs.damaged(task, name(), failed);
            boolean unused = repairs.takeDamaged(task, name());
            setAside(directory);
            emptied = true;
            store = opening.get();
            store.init(context, root);
        }
    }

    private void setAside(Path taskDirectory) {
        repairs.setAside(task, name(), taskDirectory, storeDirectory(taskDirectory));
    }

    private Path storeDirectory(Path taskDirectory) {
        return taskDirectory.resolve(ROCKSDB_DIRECTORY).resolve(name());
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        Long offset = reading(() -> store.committedOffset(partition));
        // Under exactly-once, Streams takes a missing offset for an unknown state and deletes all stores of the task.
        // The state of this store is known: it is empty.
        if (offset == null && emptied) {
            return OFFSET_UNKNOWN;
        }
        if (offset == null && exactlyOnce) {
            repairs.hasNoOffset(task);
        }
        return offset;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return reading(() -> store.get(key));
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        writing(() -> store.put(key, value));
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
        return reading(() -> store.putIfAbsent(key, value));
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        writing(() -> store.putAll(entries));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        return reading(() -> store.delete(key));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        return new CheckedIterator(reading(() -> store.range(from, to)));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        return new CheckedIterator(reading(() -> store.reverseRange(from, to)));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return new CheckedIterator(reading(store::all));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseAll() {
        return new CheckedIterator(reading(store::reverseAll));
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, S serializer) {
        return new CheckedIterator(reading(() -> store.prefixScan(prefix, serializer)));
    }

    @Override
    public long approximateNumEntries() {
        return reading(store::approximateNumEntries);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        writing(() -> store.commit(changelogOffsets));
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public boolean persistent() {
        return store.persistent();
    }

    @Override
    @Deprecated
    public boolean managesOffsets() {
        return store.managesOffsets();
    }

    @Override
    public boolean isOpen() {
        return store.isOpen();
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        return reading(() -> store.query(query, bound, config));
    }

    @Override
    public long approximateNumUncommittedBytes() {
        return store.approximateNumUncommittedBytes();
    }

    @Override
    public Position getPosition() {
        return store.getPosition();
    }

    private void writing(Runnable access) {
        reading(() -> {
            access.run();
            return true;
        });
    }

    private <T> T reading(Supplier<T> access) {
        if (damage != null) {
            throw unusable(new ProcessorStateException("store " + name() + " is damaged and being rebuilt", damage));
        }
        try {
            return access.get();
        } catch (ProcessorStateException failed) {
            throw explained(failed);
        }
    }

    private RuntimeException explained(ProcessorStateException failed) {
        if (!StoreRepairs.isDamage(failed)) {
            return failed;
        }
        damage = failed;
        repairs.damaged(task, name(), failed);
        return unusable(failed);
    }

    /**
     * Exception to throw on access to a damaged store. A thread of Kafka Streams gets an exception that leads to a
     * rebuild; other threads cannot rebuild the task and have to retry.
     */
    private RuntimeException unusable(ProcessorStateException cause) {
        if (!(Thread.currentThread() instanceof StreamThread)) {
            return new InvalidStateStoreException("store " + name() + " is being rebuilt", cause);
        }
        return exactlyOnce ? cause : new TaskCorruptedException(Set.of(task), cause);
    }

    /**
     * Iterator that distinguishes the end of the entries from a damaged block. RocksDB's iterator ends at both, and the
     * iterator of Kafka Streams does not check which.
     */
    private final class CheckedIterator implements KeyValueIterator<Bytes, byte[]> {
        private final KeyValueIterator<Bytes, byte[]> entries;

        private CheckedIterator(KeyValueIterator<Bytes, byte[]> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            boolean more = entries.hasNext();
            if (!more) {
                checkStatus();
            }
            return more;
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            return entries.next();
        }

        @Override
        public Bytes peekNextKey() {
            return entries.peekNextKey();
        }

        @Override
        public void close() {
            entries.close();
        }

        private void checkStatus() {
            try {
                RocksIterator iterator = NativeIterator.of(entries);
                if (iterator != null) {
                    iterator.status();
                }
            } catch (RocksDBException failed) {
                throw explained(new ProcessorStateException("Error while iterating store " + name(), failed));
            }
        }
    }

    /** Reads, by reflection, the RocksDB iterator inside an iterator of Kafka Streams. */
    private static final class NativeIterator {
        private static final String STREAMS_CLASS = "org.apache.kafka.streams.state.internals.RocksDbIterator";
        private static final @Nullable Field FIELD = field();

        private static @Nullable Field field() {
            try {
                Field field = Class.forName(STREAMS_CLASS).getDeclaredField("iter");
                field.setAccessible(true);
                return field;
            } catch (ReflectiveOperationException | RuntimeException otherRelease) {
                return null;
            }
        }

        /**
         * Returns the RocksDB iterator inside {@code entries}; null if {@code entries} is an iterator of another kind.
         */
        static @Nullable RocksIterator of(KeyValueIterator<Bytes, byte[]> entries) {
            try {
                return FIELD != null && FIELD.getDeclaringClass().isInstance(entries)
                        ? (RocksIterator) FIELD.get(entries)
                        : null;
            } catch (IllegalAccessException cannotHappen) {
                throw new IllegalStateException(cannotHappen);
            }
        }
    }
}
