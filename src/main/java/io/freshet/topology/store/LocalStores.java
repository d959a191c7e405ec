package io.freshet.topology.store;

import io.freshet.codec.contract.CompactionBounds;
import io.freshet.topology.context.Measurements;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Builds the state stores of tasks: RocksDB stores with a changelog. A store is rebuilt after damage to its files
 * ({@link RepairingStore}), and an unreadable entry counts as absent ({@link ReadableStore}).
 */
public final class LocalStores {

    private LocalStores() {}

    /**
     * Returns a builder of a persistent key-value store with a changelog and without a cache. Its changelog is
     * compacted within the bounds of the contract.
     */
    public static <K, V> StoreBuilder<KeyValueStore<K, V>> builder(
            String name, Serde<K> keySerde, Serde<V> valueSerde, Measurements measurements) {
        return new Builder<>(
                Stores.keyValueStoreBuilder(new Supplier(name), keySerde, valueSerde)
                        .withLoggingEnabled(CompactionBounds.settings())
                        .withCachingDisabled(),
                keySerde,
                valueSerde,
                measurements);
    }

    private record Supplier(String name) implements KeyValueBytesStoreSupplier {
        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new RepairingStore(() -> Stores.persistentKeyValueStore(name).get());
        }

        @Override
        public String metricsScope() {
            return Stores.persistentKeyValueStore(name).metricsScope();
        }
    }

    private record Builder<K, V>(
            StoreBuilder<KeyValueStore<K, V>> stores, Serde<K> keySerde, Serde<V> valueSerde, Measurements measurements)
            implements StoreBuilder<KeyValueStore<K, V>> {

        private Builder<K, V> with(StoreBuilder<KeyValueStore<K, V>> changed) {
            return new Builder<>(changed, keySerde, valueSerde, measurements);
        }

        @Override
        public StoreBuilder<KeyValueStore<K, V>> withCachingEnabled() {
            return with(stores.withCachingEnabled());
        }

        @Override
        public StoreBuilder<KeyValueStore<K, V>> withCachingDisabled() {
            return with(stores.withCachingDisabled());
        }

        @Override
        public StoreBuilder<KeyValueStore<K, V>> withLoggingEnabled(Map<String, String> config) {
            return with(stores.withLoggingEnabled(config));
        }

        @Override
        public StoreBuilder<KeyValueStore<K, V>> withLoggingDisabled() {
            return with(stores.withLoggingDisabled());
        }

        @Override
        public KeyValueStore<K, V> build() {
            return new ReadableStore<>(stores.build(), keySerde, valueSerde, measurements);
        }

        @Override
        public Map<String, String> logConfig() {
            return stores.logConfig();
        }

        @Override
        public boolean loggingEnabled() {
            return stores.loggingEnabled();
        }

        @Override
        public String name() {
            return stores.name();
        }
    }
}
