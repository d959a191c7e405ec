package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.MeasurementHandlers;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.store.LocalStores;
import io.freshet.topology.store.StoreRepairs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An instance rebuilds local stores with missing or damaged files under both guarantees and continues to count. */
class DamagedStoreTest {
    private static final int KEYS = 400;
    /** Makes the store large enough for many blocks. */
    private static final String PADDING = "x".repeat(300);

    @TempDir
    static Path directory;

    private static TestBroker broker;
    private static int runs;

    private final Map<String, Integer> rebuilt = new ConcurrentHashMap<>();

    @FunctionalInterface
    private interface Damage {
        void to(Path store) throws IOException;
    }

    record Trial(Guarantee guarantee, String damage, boolean readsAllAtStart) {}

    private static final Map<String, Damage> DAMAGES = new TreeMap<>(Map.of(
            "flipped byte of the data", store -> flip(newest(store, ".sst"), .3),
            "flipped byte of the footer", store -> flip(newest(store, ".sst"), .9999),
            "missing file of data", store -> Files.delete(newest(store, ".sst")),
            "half a manifest", store -> cut(newest(store, "MANIFEST-"), .5),
            "empty manifest", store -> cut(newest(store, "MANIFEST-"), 0),
            "missing manifest", store -> Files.delete(newest(store, "MANIFEST-")),
            "missing CURRENT", store -> Files.delete(store.resolve("CURRENT"))));

    @BeforeAll
    static void start() {
        broker = new TestBroker(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    static Stream<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (Guarantee guarantee : Guarantee.values()) {
            for (String damage : DAMAGES.keySet()) {
                trials.add(new Trial(guarantee, damage, false));
            }
            trials.add(new Trial(guarantee, "flipped byte of the data", true));
        }
        return trials.stream();
    }

    @ParameterizedTest
    @MethodSource("trials")
    void instanceRebuildsADamagedStoreAndContinuesToCount(Trial trial) throws Exception {
        RuntimeSettings settings = broker.settings("damaged-" + runs++)
                .guarantee(trial.guarantee())
                .build();
        broker.createTopics(settings, "words", "counts");
        try (StreamsRuntime runtime = started(settings, trial.readsAllAtStart())) {
            sendEachKey(settings);
            assertThat(counts(settings, KEYS)).hasSize(KEYS).containsValue("1").doesNotContainValue("2");
            assertThat(runtime.failure()).isEmpty();
        }
        Path store = settings.stateDirectory()
                .resolve(settings.applicationId())
                .resolve("0_0")
                .resolve("rocksdb")
                .resolve("counts");

        Objects.requireNonNull(DAMAGES.get(trial.damage())).to(store);
        try (StreamsRuntime runtime = started(settings, trial.readsAllAtStart())) {
            sendEachKey(settings);
            Map<String, String> counted = counts(settings, 2 * KEYS);
            assertThat(counted).hasSize(KEYS).doesNotContainValue("1");
            if (trial.guarantee() == Guarantee.EXACTLY_ONCE) {
                assertThat(counted.values()).containsOnly("2");
            }
            assertThat(runtime.failure()).isEmpty();
            assertThat(stored(runtime)).hasSize(KEYS);
        }

        Path setAside =
                settings.stateDirectory().resolve(settings.applicationId()).resolve(StoreRepairs.DIRECTORY);
        if (Files.exists(setAside)) {
            try (Stream<Path> kept = Files.list(setAside)) {
                assertThat(kept).hasSize(1);
            }
            assertThat(rebuilt).containsKey("counts");
        }
    }

    private static Map<String, String> stored(StreamsRuntime runtime) {
        return runtime.read("counts", QueryableStoreTypes.<String, String>keyValueStore(), store -> {
            Map<String, String> stored = new TreeMap<>();
            try (KeyValueIterator<String, String> entries = store.all()) {
                entries.forEachRemaining(entry -> stored.put(entry.key, entry.value));
            }
            return stored;
        });
    }

    private static Path newest(Path store, String part) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(file -> file.getFileName().toString().contains(part))
                    .max(Comparator.comparing((Path file) -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void flip(Path file, double where) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long position = (long) ((bytes.length() - 1) * where);
            bytes.seek(position);
            int before = bytes.read();
            bytes.seek(position);
            bytes.write(before ^ 0x10);
        }
    }

    private static void cut(Path file, double part) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength((long) (bytes.length() * part));
        }
    }

    private StreamsRuntime started(RuntimeSettings settings, boolean readsAllAtStart) throws InterruptedException {
        Measurements measurements = new MeasurementHandlers()
                .on(Measurement.StoreRebuilt.class, store -> rebuilt.merge(store.store(), 1, Integer::sum));
        return TestBroker.started(new StreamsRuntime(
                TestBroker.topology(
                        settings,
                        "words",
                        "counts",
                        LocalStores.builder("counts", Serdes.String(), Serdes.String(), measurements),
                        () -> new Counting(readsAllAtStart)),
                settings,
                measurements));
    }

    private static void sendEachKey(RuntimeSettings settings) {
        Records.send(
                broker.bootstrapServers(),
                settings.topicPrefix() + "words",
                IntStream.range(0, KEYS)
                        .mapToObj(key -> Map.entry("key-" + key, "key-" + key))
                        .toList());
    }

    /** Last count of each key, after {@code records} records. */
    private static Map<String, String> counts(RuntimeSettings settings, int records) {
        Map<String, String> counts = new TreeMap<>();
        broker.read(settings, "counts", records)
                .forEach(record -> counts.put(Records.text(record.key()), Records.text(record.value())));
        return counts;
    }

    /**
     * Counts in the store or, like some processors of Freshet, in memory after reading the whole store at the start.
     */
    private static final class Counting extends ContextualProcessor<String, String, String, String> {
        private final boolean readsAllAtStart;
        private final Map<String, String> known = new TreeMap<>();
        private @Nullable KeyValueStore<String, String> counts;

        private Counting(boolean readsAllAtStart) {
            this.readsAllAtStart = readsAllAtStart;
        }

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            KeyValueStore<String, String> store = context.getStateStore("counts");
            counts = store;
            known.clear();
            if (readsAllAtStart) {
                try (KeyValueIterator<String, String> all = store.all()) {
                    while (all.hasNext()) {
                        KeyValue<String, String> entry = all.next();
                        known.put(entry.key, entry.value);
                    }
                }
            }
        }

        @Override
        public void process(Record<String, String> record) {
            KeyValueStore<String, String> store = Objects.requireNonNull(counts);
            String before = readsAllAtStart ? known.get(record.key()) : store.get(record.key());
            int now = before == null ? 1 : Integer.parseInt(before.substring(0, before.indexOf(' '))) + 1;
            String stored = now + " " + PADDING;
            known.put(record.key(), stored);
            store.put(record.key(), stored);
            context().forward(record.withValue(Integer.toString(now)));
        }
    }
}
