package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.runtime.health.StallDetector;
import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.MeasurementHandlers;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.intake.DeadLetterContent;
import io.freshet.topology.store.LocalStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Topics with size limits below their records: processing goes on, lost records are reported, a raised limit is
 * noticed.
 */
class OversizeRecordTest {
    private static final String LARGE = "l".repeat(5_000);

    /** Key of a record that is forwarded once the broker has rejected an earlier one. */
    private static final String AFTER_REJECTION = "after-rejection";

    private static final Duration OFTEN = Duration.ofMillis(200);

    @TempDir
    static Path directory;

    private static TestBroker broker;

    private final Map<String, Integer> notWritten = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() {
        broker = new TestBroker(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void outputWithALowLimitStopsNothingAndIsReportedUntilItsLimitIsRaised(Guarantee guarantee) throws Exception {
        RuntimeSettings settings = settings("output-" + guarantee.ordinal(), guarantee);
        broker.createTopics(settings, "in", "out");
        try (StreamsRuntime runtime = started(settings, Eventually.LIMIT)) {
            send(settings, "a", "small");
            TestBroker.awaitReady(runtime);

            limit(settings.topicPrefix() + "out", 1_000);
            Records.send(
                    broker.bootstrapServers(),
                    settings.topicPrefix() + "in",
                    List.of(Map.entry("b", LARGE), Map.entry(AFTER_REJECTION, "small")));

            Eventually.await().untilAsserted(() -> assertThat(keys(settings, 2)).contains("a", AFTER_REJECTION));
            assertThat(keys(settings, 2)).doesNotContain("b");
            ConsumerRecord<byte[], byte[]> dead = broker.deadLetter(settings);
            assertThat(dead.key()).asString().isEqualTo("b");
            assertThat(dead.value()).asString().isEqualTo(LARGE);
            assertThat(Records.header(dead, DeadLetterHandlers.REASON_HEADER)).isEqualTo("too-large-to-send");
            assertThat(Records.header(dead, DeadLetterHandlers.MESSAGE_HEADER))
                    .contains("topic " + settings.topicPrefix() + "out accepts at most", "raise max.message.bytes");
            assertThat(notWritten).containsOnlyKeys("out");
            Eventually.await()
                    .untilAsserted(() -> assertThat(runtime.health().reasons())
                            .anyMatch(reason -> reason.contains("out accepts at most 1000 bytes, a record of 5")));
            assertThat(runtime.health().live()).isTrue();
            assertThat(runtime.health().ready()).isFalse();

            limit(settings.topicPrefix() + "out", 1_048_588);
            send(settings, "rejected for the last time, so that the limit is looked up", LARGE);
            TestBroker.awaitReady(runtime);
            send(settings, "d", LARGE);
            Eventually.await().untilAsserted(() -> assertThat(keys(settings, 3)).contains("d"));
            assertThat(runtime.failure()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void changelogWithALowLimitStopsNothingAndIsReported(Guarantee guarantee) throws Exception {
        RuntimeSettings settings = settings("changelog-" + guarantee.ordinal(), guarantee);
        broker.createTopics(settings, "in", "out");
        try (StreamsRuntime runtime = started(settings, Eventually.LIMIT)) {
            send(settings, "a", "small");
            TestBroker.awaitReady(runtime);
            String changelog = settings.applicationId() + "-texts-changelog";

            limit(changelog, 1_000);
            send(settings, "b", LARGE);
            send(settings, "c", "small");

            Eventually.await().untilAsserted(() -> assertThat(keys(settings, 3)).contains("a", "b", "c"));
            assertThat(Records.header(broker.deadLetter(settings), DeadLetterHandlers.MESSAGE_HEADER))
                    .contains("topic " + changelog + " accepts at most");
            assertThat(notWritten).containsOnlyKeys("texts-changelog");
            Eventually.await("the limit, looked up because a record was rejected")
                    .untilAsserted(() -> assertThat(runtime.health().reasons())
                            .anyMatch(reason ->
                                    reason.contains("texts-changelog accepts at most 1000 bytes, a record of 5")));
            assertThat(runtime.health().ready()).isFalse();
            assertThat(runtime.health().live()).isTrue();
            assertThat(runtime.failure()).isEmpty();
        }
    }

    @Test
    void deadLetterIsShortenedUntilItsTopicAcceptsIt() throws Exception {
        RuntimeSettings settings = settings("letters", Guarantee.EXACTLY_ONCE);
        broker.createTopics(settings, "in", "out");
        limit(settings.deadLetterTopic(), 1_500);
        try (StreamsRuntime runtime = started(settings, OFTEN)) {
            send(settings, "poison", LARGE);
            send(settings, "a", "small");

            assertThat(keys(settings, 1)).containsExactly("a");
            ConsumerRecord<byte[], byte[]> dead = broker.deadLetter(settings);
            assertThat(dead.value()).hasSizeLessThan(500).startsWith(Records.bytes("lll"));
            assertThat(Records.header(dead, DeadLetterContent.VALUE_BYTES)).isEqualTo("5000");
            assertThat(Records.header(dead, DeadLetterHandlers.REASON_HEADER))
                    .isEqualTo(DeadLetterHandlers.PROCESSING_FAILED);
            TestBroker.awaitReady(runtime);

            limit(settings.deadLetterTopic(), 1_048_588);
            Eventually.await().untilAsserted(() -> {
                send(settings, "poison", LARGE);
                assertThat(broker.read(settings, "dead-letters", 2))
                        .anySatisfy(whole -> assertThat(whole.value()).hasSize(5_000));
            });
        }
    }

    @Test
    void deadLetterTopicThatAcceptsNothingStopsNothing() throws Exception {
        RuntimeSettings settings = settings("no-letters", Guarantee.EXACTLY_ONCE);
        broker.createTopics(settings, "in", "out");
        limit(settings.deadLetterTopic(), 100);
        try (StreamsRuntime runtime = started(settings, Eventually.LIMIT)) {
            send(settings, "poison", LARGE);
            send(settings, "a", "small");

            assertThat(keys(settings, 1)).containsExactly("a");
            assertThat(notWritten).containsOnlyKeys("dead-letters");
            TestBroker.awaitReady(runtime);
        }
    }

    private static List<String> keys(RuntimeSettings settings, int atLeast) {
        return broker.read(settings, "out", atLeast).stream()
                .map(record -> Records.text(record.key()))
                .toList();
    }

    private static void limit(String topic, int bytes) {
        broker.configure(topic, "max.message.bytes", bytes);
    }

    private static void send(RuntimeSettings settings, String key, String value) {
        broker.send(settings, "in", key, value);
    }

    private static RuntimeSettings settings(String name, Guarantee guarantee) {
        return broker.settings(name)
                .guarantee(guarantee)
                .streamsProperties(
                        Map.of("producer." + ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, RejectedTopics.class.getName()))
                .build();
    }

    /** @param topicInterval time between two regular checks of the topics */
    private StreamsRuntime started(RuntimeSettings settings, Duration topicInterval) throws InterruptedException {
        Measurements measurements = new MeasurementHandlers()
                .on(
                        Measurement.RecordOversized.class,
                        oversized -> notWritten.merge(oversized.topic(), 1, Integer::sum));
        return TestBroker.started(new StreamsRuntime(
                TestBroker.topology(
                        settings,
                        "in",
                        "out",
                        LocalStores.builder("texts", Serdes.String(), Serdes.String(), measurements),
                        () -> new Storing(settings.topicPrefix() + "out")),
                settings,
                measurements,
                ApplicationTopics.none(settings.applicationId(), settings.topicPrefix()),
                new HealthLimits(
                        StallDetector.STALL_LIMIT,
                        StallDetector.RECOVERY_LIMIT,
                        new HealthLimits.Intervals(topicInterval, OFTEN, OFTEN))));
    }

    /** Stores each text and forwards it; fails at the key {@code poison}. */
    private static final class Storing extends ContextualProcessor<String, String, String, String> {
        private final String output;
        private @Nullable KeyValueStore<String, String> texts;

        private Storing(String output) {
            this.output = output;
        }

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            texts = context.getStateStore("texts");
        }

        @Override
        public void process(Record<String, String> record) {
            if (record.key().equals("poison")) {
                throw new IllegalStateException("cannot store poison");
            }
            if (record.key().equals(AFTER_REJECTION)) {
                Eventually.await().until(() -> RejectedTopics.TOPICS.contains(output));
            }
            Objects.requireNonNull(texts).put(record.key(), record.value());
            context().forward(record);
        }
    }

    /** Collects the topics for which the broker rejected a record. Created by Kafka's producer. */
    public static final class RejectedTopics implements ProducerInterceptor<byte[], byte[]> {
        private static final Set<String> TOPICS = ConcurrentHashMap.newKeySet();

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            if (exception != null) {
                TOPICS.add(metadata.topic());
            }
        }

        @Override
        public void configure(Map<String, ?> configs) {
            // Nothing to configure.
        }

        @Override
        public void close() {
            // Holds nothing of its own.
        }
    }
}
