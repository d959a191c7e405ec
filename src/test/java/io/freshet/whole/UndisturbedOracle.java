package io.freshet.whole;

import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Trending;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.topology.FreshetTopology;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.CatalogueEntry;
import io.freshet.topology.message.CatalogueKey;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import io.freshet.words.WordModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The same topology without faults: one process, one partition, no broker, no lag. Its state after a stream of events
 * is the expected state of every other run. For one thread.
 */
final class UndisturbedOracle implements AutoCloseable {
    private static final TopicNames NAMES = TopicNames.withDefaultPrefix();
    private static final String APPLICATION_ID = "oracle";
    private static final String READERS_CHANGELOG = APPLICATION_ID + "-" + StateStores.READERS.name() + "-changelog";
    private static final int DIMENSION = 32;
    /** Events per step of the clock, about the rate of the trials. */
    private static final int EVENTS_PER_STEP = 20;

    private static final Duration STEP = Duration.ofMillis(100);
    private static final long NANOS_PER_READING = 1_000;

    private final AtomicLong nanos = new AtomicLong();
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte @Nullable [], byte @Nullable []>> inputs = new HashMap<>();
    private final Map<CatalogueKey, CatalogueEntry> catalogue = new HashMap<>();
    private final Map<String, Trending> trending = new HashMap<>();
    private long events;

    /** @param stateDirectory directory for the stores */
    UndisturbedOracle(Path stateDirectory) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                APPLICATION_ID,
                StreamsConfig.STATE_DIR_CONFIG,
                stateDirectory.toString(),
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "none:1",
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true));
        driver = new TopologyTestDriver(FreshetTopology.build(context(), properties), properties);
    }

    /** The default context with a clock on which work takes no time, so that a slow machine defers no work. */
    private TopologyContext context() {
        return TopologyContext.defaults(WordModel.empty(DIMENSION), Measurements.NONE)
                .withNanoClock(() -> nanos.addAndGet(NANOS_PER_READING));
    }

    void accept(TimedEvent event) {
        InputRecord record = InputRecord.of(event);
        inputs.computeIfAbsent(
                        record.fullName(),
                        topic -> driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(record.key(), record.value());
        events++;
        if (events % EVENTS_PER_STEP == 0) {
            step();
            drain();
        }
    }

    /** Advances the clock until all deferred output is published. */
    void settle() {
        for (int step = 0; step < 50; step++) {
            step();
        }
        drain();
    }

    private void step() {
        nanos.addAndGet(STEP.toNanos());
        driver.advanceWallClockTime(STEP);
    }

    private void drain() {
        drain(InternalTopics.CATALOGUE, catalogue);
        drain(Topics.TRENDING, trending);
        // The driver keeps unread records in memory.
        for (String topic : List.of(NAMES.of(Topics.RECOMMENDATIONS), READERS_CHANGELOG)) {
            driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList();
        }
    }

    private <K, V> void drain(Topic<K, V> topic, Map<K, V> latest) {
        for (TestRecord<K, V> record : driver.createOutputTopic(
                        NAMES.of(topic),
                        topic.keySerde().deserializer(),
                        topic.valueSerde().deserializer())
                .readRecordsToList()) {
            if (record.value() == null) {
                latest.remove(record.key());
            } else {
                latest.put(record.key(), record.value());
            }
        }
    }

    Learned learned() {
        Map<String, ReaderSnapshot> readers = new TreeMap<>();
        try (KeyValueIterator<String, ReaderSnapshot> all = driver.<String, ReaderSnapshot>getKeyValueStore(
                        StateStores.READERS.name())
                .all()) {
            all.forEachRemaining(entry -> readers.put(entry.key, entry.value));
        }
        return Learned.of(catalogue, readers, trending);
    }

    /** All dead letters, in order. */
    List<ReadDeadLetter> deadLetters() {
        List<ReadDeadLetter> letters = new ArrayList<>();
        driver.createOutputTopic(
                        NAMES.of(Topics.DEAD_LETTERS), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(record -> letters.add(ReadDeadLetter.of(record.value(), record.headers())));
        return letters;
    }

    @Override
    public void close() {
        driver.close();
    }
}
