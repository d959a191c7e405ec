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
 * A state store that is one plain object in memory, so that pure domain classes (the catalogue, the learned words) can
 * be what Kafka Streams fills, restores and hands to processors. As a global store it is rebuilt on every start by its
 * processor, which Streams calls for each record of the topic; the object therefore lives here and not in the
 * processor, of which there are two instances.
 *
 * <p>One thread writes (the global thread, or the task's own), any number read: a read-write lock guards the object,
 * because a list is made from several of its parts that must agree.
 *
 * @param <T> the object
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

    /** Builds stores of this kind, without a changelog: what is in them comes from elsewhere. */
    public static <T> StoreBuilder<ObjectStore<T>> builder(String name, Supplier<T> initial) {
        return new Builder<>(name, initial);
    }

    /** How interactive queries find such a store. */
    public static <T> QueryableStoreType<ObjectStore<T>> queryable() {
        return new Queryable<>();
    }

    /** Applies {@code reading} while nobody writes. */
    public <R> R read(Function<T, R> reading) {
        lock.readLock().lock();
        try {
            return reading.apply(object);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Applies {@code writing} while nobody reads. */
    public void write(Consumer<T> writing) {
        lock.writeLock().lock();
        try {
            writing.accept(object);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Applies work by the thread that writes that is safe beside reading, as the object defines: others go on reading. For
     * what takes so long that they would notice.
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
        // Global stores are restored through their processor and task stores have no changelog: nothing arrives here.
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
