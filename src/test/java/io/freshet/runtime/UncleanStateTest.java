package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.ConsoleLog;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.store.LocalStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts on the local state of an instance that was killed, and on state that was closed. */
class UncleanStateTest {
    private static final String NOTHING_LOST =
            "local state of 2 tasks was not closed cleanly: it is rebuilt from Kafka, nothing is lost";

    /** Words in the lines that Kafka Streams writes of stores it rebuilds. */
    private static final String[] REBUILT = {"orrupted", "not closed cleanly", "find checkpoint", "\tat "};

    @TempDir
    static Path directory;

    private static TestBroker broker;

    @BeforeAll
    static void start() {
        broker = new TestBroker(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void stateOfAKilledInstanceIsRebuiltWithOneLineAndNoStack() throws Exception {
        RuntimeSettings killed = killed("killed", Guarantee.EXACTLY_ONCE);

        try (ConsoleLog log = new ConsoleLog();
                StreamsRuntime runtime = started(killed)) {
            broker.send(killed, "words", "a", "a");
            assertThat(counts(killed, 3)).containsExactly("1", "2", "3");
            assertThat(runtime.failure()).isEmpty();
            assertThat(log.linesWith(REBUILT))
                    .singleElement()
                    .asString()
                    .endsWith("WARN  StreamsRuntime - " + NOTHING_LOST);
        }
    }

    @Test
    void stateOfAKilledInstanceIsKeptUnderAtLeastOnce() throws Exception {
        RuntimeSettings killed = killed("kept", Guarantee.AT_LEAST_ONCE);

        try (ConsoleLog log = new ConsoleLog();
                StreamsRuntime runtime = started(killed)) {
            broker.send(killed, "words", "a", "a");
            assertThat(counts(killed, 3)).containsExactly("1", "2", "3");
            assertThat(runtime.failure()).isEmpty();
            assertThat(log.linesWith(REBUILT)).isEmpty();
        }
    }

    @Test
    void startsOnNewAndOnClosedStateSayNothing() throws Exception {
        RuntimeSettings settings = broker.settings("closed").build();
        broker.createTopics(settings, "words", "counts", "others");
        for (int start = 1; start <= 2; start++) {
            try (ConsoleLog log = new ConsoleLog();
                    StreamsRuntime runtime = started(settings)) {
                broker.send(settings, "words", "a", "a");
                assertThat(counts(settings, start)).hasSize(start).contains(Integer.toString(start));
                assertThat(runtime.failure()).isEmpty();
                assertThat(log.linesWith(REBUILT)).isEmpty();
            }
        }
    }

    /** Settings of an instance whose state directory is as a kill left it, after the counts 1 and 2 of a word. */
    private static RuntimeSettings killed(String name, Guarantee guarantee) throws Exception {
        RuntimeSettings settings =
                broker.settings(name, name).guarantee(guarantee).build();
        RuntimeSettings killed =
                broker.settings(name, name + "-killed").guarantee(guarantee).build();
        broker.createTopics(settings, "words", "counts", "others");
        try (StreamsRuntime runtime = started(settings)) {
            broker.send(settings, "words", "a", "a");
            broker.send(settings, "words", "a", "a");
            broker.send(settings, "others", "a", "a");
            assertThat(counts(settings, 2)).containsExactly("1", "2");
            TestBroker.awaitReady(runtime);
            copy(settings.stateDirectory(), killed.stateDirectory());
        }
        return killed;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static List<String> counts(RuntimeSettings settings, int atLeast) {
        return broker.read(settings, "counts", atLeast).stream()
                .map(record -> Records.text(record.value()))
                .toList();
    }

    private static StreamsRuntime started(RuntimeSettings settings) throws InterruptedException {
        var topology = TestBroker.topology(
                settings,
                "words",
                "counts",
                LocalStores.builder("counted", Serdes.String(), Serdes.Long(), Measurements.NONE),
                () -> new KeyCounter("counted"));
        topology.addSource(
                "others",
                Serdes.String().deserializer(),
                Serdes.String().deserializer(),
                settings.topicPrefix() + "others");
        topology.addProcessor("count-others", () -> new KeyCounter("other"), "others");
        topology.addStateStore(
                LocalStores.builder("other", Serdes.String(), Serdes.Long(), Measurements.NONE), "count-others");
        return TestBroker.started(new StreamsRuntime(topology, settings, Measurements.NONE));
    }

    private static final class KeyCounter extends ContextualProcessor<String, String, String, String> {
        private final String store;
        private @Nullable KeyValueStore<String, Long> counts;

        private KeyCounter(String store) {
            this.store = store;
        }

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            counts = context.getStateStore(store);
        }

        @Override
        public void process(Record<String, String> record) {
            KeyValueStore<String, Long> counted = Objects.requireNonNull(counts);
            Long before = counted.get(record.key());
            long now = before == null ? 1 : before + 1;
            counted.put(record.key(), now);
            context().forward(record.withValue(Long.toString(now)));
        }
    }
}
