package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.topology.context.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
            // Write buffers are charged to the cache, so its usage shows that the stores use it.
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

    @Test
    void manySmallStoresDoNotFlushOneAnother() throws IOException {
        RocksDbMemory memory = new RocksDbMemory(8 << 20, 4 << 20);
        List<String> names =
                IntStream.range(0, 40).mapToObj(number -> "store-" + number).toList();
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(names), properties("many", memory))) {
            for (int round = 0; round < 10; round++) {
                for (String name : names) {
                    driver.<String, String>getKeyValueStore(name).put("key" + round, "v".repeat(1_000));
                }
            }

            assertThat(tableFiles())
                    .as("400 kB of unflushed data, with a limit of 4 MB")
                    .isEmpty();
        }
    }

    private List<Path> tableFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".sst")).toList();
        }
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
        return properties(applicationId, MEMORY);
    }

    private Properties properties(String applicationId, RocksDbMemory memory) {
        return StreamsProperties.of(
                RuntimeSettings.builder(applicationId, "nowhere:1", directory.resolve(applicationId))
                        .memory(memory)
                        .build(),
                Measurements.NONE);
    }

    private static Topology topology() {
        return topology(List.of("one", "two"));
    }

    private static Topology topology(List<String> stores) {
        Topology topology = new Topology();
        topology.addSource("in", Serdes.String().deserializer(), Serdes.String().deserializer(), "in");
        topology.addProcessor("nothing", Ignoring::new, "in");
        for (String name : stores) {
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
