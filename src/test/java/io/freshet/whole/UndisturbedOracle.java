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
 * The same topology where nothing can go wrong: one process, one partition, no broker, no lag. What it knows after a
 * stream of events is what everyone else must know. For one thread.
 */
final class UndisturbedOracle implements AutoCloseable {
    private static final TopicNames NAMES = TopicNames.withDefaultPrefix();
    private static final String APPLICATION_ID = "oracle";
    private static final String CHANGELOG_OF_READERS = APPLICATION_ID + "-" + StateStores.READERS.name() + "-changelog";
    private static final int DIMENSION = 32;
    /** Events in one step of the clock, about the rate of real time. */
    private static final int EVENTS_PER_STEP = 20;

    private static final Duration STEP = Duration.ofMillis(100);
    private static final long NANOS_PER_LOOK = 1_000;

    private final AtomicLong nanos = new AtomicLong();
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte @Nullable [], byte @Nullable []>> inputs = new HashMap<>();
    private final Map<CatalogueKey, CatalogueEntry> catalogue = new HashMap<>();
    private final Map<String, Trending> trending = new HashMap<>();
    private long events;

    /** @param stateDirectory for its stores, gone with it */
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
        driver = new TopologyTestDriver(FreshetTopology.build(parts(), properties), properties);
    }

    /**
     * The documented defaults, and a clock for which no work takes time: none is put off because this machine is slow.
     */
    private TopologyContext parts() {
        TopologyContext defaults = TopologyContext.defaults(WordModel.empty(DIMENSION), Measurements.NONE);
        return new TopologyContext(
                defaults.settings(),
                defaults.recommend(),
                defaults.words(),
                defaults.articles(),
                defaults.wordModel(),
                defaults.categoryExamples(),
                defaults.eventClock(),
                () -> nanos.addAndGet(NANOS_PER_LOOK),
                defaults.delivery(),
                defaults.experiment(),
                defaults.measurements());
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

    /** Lets everything that waits for its moment come out. */
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
        // The driver keeps all that nobody takes.
        for (String topic : List.of(NAMES.of(Topics.RECOMMENDATIONS), CHANGELOG_OF_READERS)) {
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

    /** Everything that was refused, in order. */
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
