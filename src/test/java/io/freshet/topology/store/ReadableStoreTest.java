package io.freshet.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.topology.TopologyFixture;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.MeasurementHandlers;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.message.StateStores;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store of texts of which those that begin with {@code bad} cannot be read. */
class ReadableStoreTest {
    private final Map<String, Integer> unreadable = new HashMap<>();
    private @Nullable Keeping processor;

    private final TopologyTestDriver driver =
            new TopologyTestDriver(topology(), TopologyFixture.properties(), Instant.EPOCH);
    private final TestInputTopic<String, String> input = driver.createInputTopic(
            "input", Serdes.String().serializer(), Serdes.String().serializer());

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void unreadableValueCountsAsAbsentAndIsCountedOnce() {
        input.pipeInput("a", "bad");

        assertThat(store().get("a")).isNull();
        assertThat(store().get("a")).isNull();
        assertThat(unreadable).containsExactly(Map.entry("texts", 1));
    }

    @Test
    void iterationSkipsUnreadableValues() {
        input.pipeInput("a", "bad");
        input.pipeInput("b", "good");
        input.pipeInput("c", "bad");
        input.pipeInput("d", "fine");
        input.pipeInput("e", "bad");

        assertThat(keys(store().all())).containsExactly("b", "d");
        assertThat(keys(store().range("c", "e"))).containsExactly("d");
        assertThat(keys(store().reverseAll())).containsExactly("d", "b");
        assertThat(unreadable).containsExactly(Map.entry("texts", 3));
    }

    @Test
    void unreadableValueIsDeletedWithTheNextCommit() {
        input.pipeInput("a", "bad");
        assertThat(store().get("a")).isNull();
        input.pipeInput("b", "good");

        assertThat(store().approximateNumEntries()).isEqualTo(1);
        assertThat(driver.createOutputTopic(
                                "freshet-test-texts-changelog",
                                Serdes.String().deserializer(),
                                Serdes.String().deserializer())
                        .readKeyValuesToList())
                .contains(KeyValue.pair("a", null));
    }

    @Test
    void keyThatIsNoTextIsDeletedByItsBytes() {
        byte[] key = {(byte) 0xff, (byte) 0xfe, 1};
        bytes().put(Bytes.wrap(key), "fine".getBytes(StandardCharsets.UTF_8));
        input.pipeInput("b", "good");

        assertThat(keys(store().all())).containsExactly("b");
        assertThat(unreadable).containsExactly(Map.entry("texts", 1));
        input.pipeInput("c", "good");

        assertThat(bytes().get(Bytes.wrap(key))).isNull();
        assertThat(driver.createOutputTopic(
                                "freshet-test-texts-changelog",
                                Serdes.ByteArray().deserializer(),
                                Serdes.ByteArray().deserializer())
                        .readRecordsToList())
                .filteredOn(record -> record.getValue() == null)
                .extracting(TestRecord::getKey)
                .containsExactly(key);
    }

    /** What the store holds, as a restore fills it. */
    private KeyValueStore<Bytes, byte[]> bytes() {
        StateStore store = Objects.requireNonNull(processor).kept();
        while (store instanceof WrappedStateStore<?, ?, ?> outer && outer.wrapped() instanceof WrappedStateStore) {
            store = outer.wrapped();
        }
        @SuppressWarnings("unchecked")
        KeyValueStore<Bytes, byte[]> bytes = ((WrappedStateStore<KeyValueStore<Bytes, byte[]>, ?, ?>) store).wrapped();
        return bytes;
    }

    @Test
    void entryIsDeletedWithTheSecondCommit() {
        input.pipeInput("a", "good");
        deleteAfterCommit("a");
        input.pipeInput("b", "good");
        assertThat(store().get("a")).as("after one commit").isEqualTo("good");
        input.pipeInput("b", "good");

        assertThat(store().get("a")).isNull();
    }

    @Test
    void entryThatIsWrittenAgainIsNotDeleted() {
        input.pipeInput("a", "good");
        deleteAfterCommit("a");
        input.pipeInput("a", "better");
        input.pipeInput("b", "good");
        input.pipeInput("b", "good");

        assertThat(store().get("a")).isEqualTo("better");
    }

    private void deleteAfterCommit(String key) {
        ReadableStore.<String, String>behind(Objects.requireNonNull(processor).kept())
                .deleteAfterCommit(key);
    }

    @Test
    void newValueIsKeptInPlaceOfAnUnreadableOne() {
        input.pipeInput("a", "bad");
        assertThat(store().get("a")).isNull();
        input.pipeInput("a", "good");

        assertThat(store().get("a")).isEqualTo("good");
        assertThat(store().delete("a")).isEqualTo("good");
    }

    @Test
    void unreadableValueCanBeDeletedAndReplacedWithoutAnException() {
        input.pipeInput("a", "bad");
        assertThat(Objects.requireNonNull(processor).kept().delete("a")).isNull();
        input.pipeInput("a", "bad");
        assertThat(Objects.requireNonNull(processor).kept().putIfAbsent("a", "good"))
                .isNull();

        assertThat(store().get("a")).isEqualTo("good");
    }

    @Test
    void valuesOfAnotherBuildStopTheTaskOnceTheyAreMoreThanStrays() {
        // Version 2 of a format whose present version is 1.
        for (int key = 0; key <= ForeignVersionDetector.STRAYS_MAX; key++) {
            input.pipeInput("k" + key, "newer");
        }

        assertThatThrownBy(() -> store().get("k0")).hasMessageContaining("a newer build wrote it");
    }

    @Test
    void strayValueOfAnotherVersionCountsAsAbsent() {
        input.pipeInput("a", "newer");
        input.pipeInput("b", "good");

        assertThat(store().get("a")).isNull();
        assertThat(keys(store().all())).containsExactly("b");
    }

    private KeyValueStore<String, String> store() {
        return driver.getKeyValueStore("texts");
    }

    private static List<String> keys(KeyValueIterator<String, String> entries) {
        List<String> keys = new ArrayList<>();
        try (entries) {
            while (entries.hasNext()) {
                String next = entries.peekNextKey();
                keys.add(entries.next().key);
                assertThat(keys).endsWith(next);
            }
        }
        return keys;
    }

    private Topology topology() {
        Measurements measurements = new MeasurementHandlers()
                .on(Measurement.EntryUnreadable.class, entry -> unreadable.merge(entry.store(), 1, Integer::sum));
        Topology topology = new Topology();
        topology.addSource(
                "input", Serdes.String().deserializer(), Serdes.String().deserializer(), "input");
        topology.addProcessor(
                "keep",
                () -> {
                    Keeping made = new Keeping();
                    processor = made;
                    return made;
                },
                "input");
        topology.addStateStore(LocalStores.builder("texts", Serdes.String(), texts(), measurements), "keep");
        return topology;
    }

    private static Serde<String> texts() {
        Deserializer<String> plain = Serdes.String().deserializer();
        return Serdes.serdeFrom(Serdes.String().serializer(), (topic, bytes) -> {
            String text = plain.deserialize(topic, bytes);
            if (text != null && text.startsWith("bad")) {
                throw new SerializationException("bytes on " + topic + " are no text");
            }
            if (text != null && text.startsWith("newer")) {
                StateStores.DEFERRED_LISTS.valueSerde().deserializer().deserialize(topic, new byte[] {2, 0});
            }
            return text;
        });
    }

    private static final class Keeping extends ContextualProcessor<String, String, Void, Void> {
        private @Nullable KeyValueStore<String, String> store;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            super.init(context);
            store = context.getStateStore("texts");
        }

        KeyValueStore<String, String> kept() {
            return Objects.requireNonNull(store);
        }

        @Override
        public void process(Record<String, String> record) {
            kept().put(record.key(), record.value());
        }
    }
}
