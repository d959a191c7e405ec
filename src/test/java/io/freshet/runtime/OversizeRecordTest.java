package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.topology.DeadLetterContent;
import io.freshet.topology.LocalStores;
import io.freshet.topology.Measurements;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
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

/** Topics that take less than is written to them: nothing stops, what is not written is said, and a raised limit counts. */
class OversizeRecordTest {
    private static final String LARGE = "l".repeat(5_000);

    /** Key of a record that is sent on when the broker has refused one before it. */
    private static final String AFTER_REFUSAL = "after-refusal";

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    private final Map<String, Integer> notWritten = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void outputThatTakesTooLittleStopsNothingAndIsNamedUntilItsLimitIsRaised(Guarantee guarantee) throws Exception {
        RuntimeSettings settings = settings("output-" + guarantee.ordinal(), guarantee);
        createTopics(settings);
        try (StreamsRuntime runtime = started(settings)) {
            send(settings, "a", "small");
            awaitReady(runtime);

            limit(settings.topicPrefix() + "out", 1_000);
            Records.send(
                    broker.bootstrapServers(),
                    settings.topicPrefix() + "in",
                    List.of(Map.entry("b", LARGE), Map.entry(AFTER_REFUSAL, "small")));

            Eventually.await().untilAsserted(() -> assertThat(keys(settings, 2)).contains("a", AFTER_REFUSAL));
            assertThat(keys(settings, 2)).doesNotContain("b");
            ConsumerRecord<byte[], byte[]> dead = deadLetter(settings);
            assertThat(dead.key()).asString().isEqualTo("b");
            assertThat(dead.value()).asString().isEqualTo(LARGE);
            assertThat(header(dead, DeadLetterHandlers.REASON_HEADER)).isEqualTo("too-large-to-send");
            assertThat(header(dead, DeadLetterHandlers.MESSAGE_HEADER))
                    .contains("topic " + settings.topicPrefix() + "out takes at most", "raise max.message.bytes");
            assertThat(notWritten).containsOnlyKeys("out");
            Eventually.await()
                    .untilAsserted(() -> assertThat(runtime.health().reasons())
                            .anyMatch(reason -> reason.contains("out takes at most 1000 bytes, a record of 5")));
            assertThat(runtime.health().live()).isTrue();
            assertThat(runtime.health().ready()).isFalse();

            limit(settings.topicPrefix() + "out", 1_048_588);
            awaitReady(runtime);
            send(settings, "d", LARGE);
            Eventually.await().untilAsserted(() -> assertThat(keys(settings, 3)).contains("d"));
            assertThat(runtime.failure()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void changelogThatTakesTooLittleStopsNothingAndIsNamed(Guarantee guarantee) throws Exception {
        RuntimeSettings settings = settings("changelog-" + guarantee.ordinal(), guarantee);
        createTopics(settings);
        try (StreamsRuntime runtime = started(settings)) {
            send(settings, "a", "small");
            awaitReady(runtime);
            String changelog = settings.applicationId() + "-texts-changelog";

            limit(changelog, 1_000);
            send(settings, "b", LARGE);
            send(settings, "c", "small");

            Eventually.await().untilAsserted(() -> assertThat(keys(settings, 3)).contains("a", "b", "c"));
            assertThat(header(deadLetter(settings), DeadLetterHandlers.MESSAGE_HEADER))
                    .contains("topic " + changelog + " takes at most");
            assertThat(notWritten).containsOnlyKeys("texts-changelog");
            assertThat(runtime.health().ready()).isFalse();
            assertThat(runtime.health().live()).isTrue();
            assertThat(runtime.failure()).isEmpty();
        }
    }

    @Test
    void deadLetterIsCutUntilItsTopicTakesIt() throws Exception {
        RuntimeSettings settings = settings("letters", Guarantee.EXACTLY_ONCE);
        createTopics(settings);
        limit(settings.deadLetterTopic(), 1_500);
        try (StreamsRuntime runtime = started(settings)) {
            send(settings, "poison", LARGE);
            send(settings, "a", "small");

            assertThat(keys(settings, 1)).containsExactly("a");
            ConsumerRecord<byte[], byte[]> dead = deadLetter(settings);
            assertThat(dead.value()).hasSizeLessThan(500).startsWith(Records.bytes("lll"));
            assertThat(header(dead, DeadLetterContent.VALUE_BYTES)).isEqualTo("5000");
            assertThat(header(dead, DeadLetterHandlers.REASON_HEADER)).isEqualTo(DeadLetterHandlers.PROCESSING_FAILED);
            awaitReady(runtime);
        }
    }

    @Test
    void deadLettersThatTakeNothingStopNothing() throws Exception {
        RuntimeSettings settings = settings("no-letters", Guarantee.EXACTLY_ONCE);
        createTopics(settings);
        limit(settings.deadLetterTopic(), 100);
        try (StreamsRuntime runtime = started(settings)) {
            send(settings, "poison", LARGE);
            send(settings, "a", "small");

            assertThat(keys(settings, 1)).containsExactly("a");
            assertThat(notWritten).containsOnlyKeys("dead-letters");
            awaitReady(runtime);
        }
    }

    private static void awaitReady(StreamsRuntime runtime) {
        Eventually.await()
                .untilAsserted(() -> assertThat(runtime.health().reasons()).isEmpty());
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(RuntimeSettings settings) {
        return Records.read(broker.bootstrapServers(), settings.deadLetterTopic(), 1)
                .get(0);
    }

    private static List<String> keys(RuntimeSettings settings, int atLeast) {
        return Records.read(broker.bootstrapServers(), settings.topicPrefix() + "out", atLeast).stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private static void limit(String topic, int bytes) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            // The controller has answered; the broker may not have heard of it yet.
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            Eventually.await()
                    .until(() -> Eventually.resultOf(
                                    admin.describeConfigs(List.of(resource)).all())
                            .get(resource)
                            .get("max.message.bytes")
                            .value()
                            .equals(Integer.toString(bytes)));
        }
    }

    private static void send(RuntimeSettings settings, String key, String value) {
        Records.send(broker.bootstrapServers(), settings.topicPrefix() + "in", key, value);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static RuntimeSettings settings(String name, Guarantee guarantee) {
        RuntimeSettings base =
                RuntimeSettings.defaults(name, broker.bootstrapServers(), directory.resolve("state-" + name));
        return new RuntimeSettings(
                base.applicationId(),
                base.bootstrapServers(),
                base.stateDirectory(),
                base.threads(),
                guarantee,
                base.commitInterval(),
                base.linger(),
                base.sessionTimeout(),
                base.lagMax(),
                base.standbyReplicas(),
                base.replicationFactor(),
                null,
                name + ".",
                name + ".dead-letters",
                new RocksDbMemory(8 << 20, 2 << 20),
                Map.of(),
                Map.of("producer." + ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, Refused.class.getName()));
    }

    private static void createTopics(RuntimeSettings settings) {
        try (TopicAdministration topics = new TopicAdministration(settings.clientProperties())) {
            topics.createMissing(
                    Stream.of("in", "out", "dead-letters")
                            .map(topic -> new WantedTopic(settings.topicPrefix() + topic, 1, Map.of()))
                            .toList(),
                    1);
        }
    }

    private StreamsRuntime started(RuntimeSettings settings) throws InterruptedException {
        Measurements measurements = new Measurements() {
            @Override
            public void recordNotWritten(String topic) {
                notWritten.merge(topic, 1, Integer::sum);
            }
        };
        StreamsRuntime runtime = new StreamsRuntime(keeping(settings, measurements), settings, measurements);
        runtime.start();
        assertThat(runtime.awaitRunning(Eventually.LIMIT)).isTrue();
        return runtime;
    }

    private static Topology keeping(RuntimeSettings settings, Measurements measurements) {
        Topology topology = new Topology();
        topology.addSource(
                "in", Serdes.String().deserializer(), Serdes.String().deserializer(), settings.topicPrefix() + "in");
        topology.addProcessor("keep", () -> new Keeping(settings.topicPrefix() + "out"), "in");
        topology.addStateStore(LocalStores.builder("texts", Serdes.String(), Serdes.String(), measurements), "keep");
        topology.addSink(
                "out",
                settings.topicPrefix() + "out",
                Serdes.String().serializer(),
                Serdes.String().serializer(),
                "keep");
        return topology;
    }

    /** Keeps each text and sends it on; fails at the key {@code poison}. */
    private static final class Keeping extends ContextualProcessor<String, String, String, String> {
        private final String output;
        private @Nullable KeyValueStore<String, String> texts;

        private Keeping(String output) {
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
                throw new IllegalStateException("cannot keep poison");
            }
            if (record.key().equals(AFTER_REFUSAL)) {
                Eventually.await().until(() -> Refused.TOPICS.contains(output));
            }
            Objects.requireNonNull(texts).put(record.key(), record.value());
            context().forward(record);
        }
    }

    /** The topics of which the broker refused a record. Made by Kafka's producer. */
    public static final class Refused implements ProducerInterceptor<byte[], byte[]> {
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
