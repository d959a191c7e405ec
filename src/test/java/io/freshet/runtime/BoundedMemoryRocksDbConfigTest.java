package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.topology.Measurements;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedMemoryRocksDbConfigTest {
    private static final RocksDbMemory MEMORY = new RocksDbMemory(3 << 20, 1 << 20);

    @TempDir
    Path directory;

    @Test
    void storesShareOneCacheOfTheSizeSetAndOutliveEachOther() {
        BoundedMemoryRocksDbConfig.Shared shared = BoundedMemoryRocksDbConfig.shared(MEMORY);
        long usedBefore = shared.cache().getUsage();

        try (TopologyTestDriver first = new TopologyTestDriver(topology(), properties("first"))) {
            fill(first);
            // The write buffers are accounted for within the cache, so its use shows that the stores are bound to it.
            assertThat(shared.cache().getUsage()).isGreaterThan(usedBefore);
        }
        try (TopologyTestDriver second = new TopologyTestDriver(topology(), properties("second"))) {
            fill(second);
            assertThat(second.<String, String>getKeyValueStore("one").get("key7"))
                    .hasSize(1_000);
        }

        assertThat(BoundedMemoryRocksDbConfig.shared(MEMORY)).isSameAs(shared);
        assertThat(shared.cache().isOwningHandle()).isTrue();
    }

    private static void fill(TopologyTestDriver driver) {
        for (String name : new String[] {"one", "two"}) {
            KeyValueStore<String, String> store = driver.getKeyValueStore(name);
            for (int key = 0; key < 500; key++) {
                store.put("key" + key, "v".repeat(1_000));
            }
        }
    }

    private Properties properties(String applicationId) {
        RuntimeSettings defaults =
                RuntimeSettings.defaults(applicationId, "nowhere:1", directory.resolve(applicationId));
        Properties properties = StreamsProperties.of(defaults, Measurements.NONE);
        properties.put(StreamsProperties.BLOCK_CACHE_BYTES, MEMORY.blockCacheBytes());
        properties.put(StreamsProperties.WRITE_BUFFER_BYTES, MEMORY.writeBufferBytes());
        return properties;
    }

    private static Topology topology() {
        Topology topology = new Topology();
        topology.addSource("in", Serdes.String().deserializer(), Serdes.String().deserializer(), "in");
        topology.addProcessor("nothing", Ignoring::new, "in");
        for (String name : new String[] {"one", "two"}) {
            topology.addStateStore(
                    Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.String()),
                    "nothing");
        }
        return topology;
    }

    private static final class Ignoring implements Processor<String, String, String, String> {
        @Override
        public void process(Record<String, String> record) {}
    }
}
