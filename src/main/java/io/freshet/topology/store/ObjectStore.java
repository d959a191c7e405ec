package io.freshet.topology.store;

import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/**
 * State store that holds one plain object in memory, such as the catalogue. Kafka Streams fills, restores and hands out
 * the object, which stays free of Kafka. A global store is rebuilt on every start by its processor. Streams creates
 * that processor twice, so the object lives in the store.
 *
 * <p>One thread writes, the global thread or the task's own; any number of threads read. A read-write lock guards the
 * object, because a list is made from several of its parts that must agree.
 *
 * @param <T> type of the object
 */
public final class ObjectStore<T> implements StateStore {
    private final String name;
    private final T object;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean open;

    private ObjectStore(String name, T object) {
        this.name = name;
        this.object = object;
    }

    /**
     * Returns a builder of a store without a changelog: a processor fills the object from a topic.
     *
     * @param initial creates the empty object
     */
    public static <T> StoreBuilder<ObjectStore<T>> builder(String name, Supplier<T> initial) {
        return new Builder<>(name, initial);
    }

    /** Store type by which interactive queries find an {@code ObjectStore}. */
    public static <T> QueryableStoreType<ObjectStore<T>> queryable() {
        return new Queryable<>();
    }

    /** Applies a function to the object while no thread writes. */
    public <R> R read(Function<T, R> reading) {
        lock.readLock().lock();
        try {
            return reading.apply(object);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Applies a change to the object while no other thread reads or writes. */
    public void write(Consumer<T> writing) {
        lock.writeLock().lock();
        try {
            writing.accept(object);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Applies a change to the object while other threads may read but not write. The object must declare the change
     * safe beside readers, and only the writing thread may call this. For changes that take so long that readers would
     * notice an exclusive lock.
     */
    public void workBesideReaders(Consumer<T> work) {
        lock.readLock().lock();
        try {
            work.accept(object);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        // The callback is never called: a processor restores global stores.
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    private static final class Queryable<T> implements QueryableStoreType<ObjectStore<T>> {

        @Override
        public boolean accepts(StateStore store) {
            return store instanceof ObjectStore;
        }

        @Override
        public ObjectStore<T> create(StateStoreProvider provider, String storeName) {
            return provider.stores(storeName, this).get(0);
        }
    }

    private record Builder<T>(String name, Supplier<T> initial) implements StoreBuilder<ObjectStore<T>> {

        @Override
        public StoreBuilder<ObjectStore<T>> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<ObjectStore<T>> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<ObjectStore<T>> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("store " + name + " lives in memory and has no changelog");
        }

        @Override
        public StoreBuilder<ObjectStore<T>> withLoggingDisabled() {
            return this;
        }

        @Override
        public ObjectStore<T> build() {
            return new ObjectStore<>(name, initial.get());
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
