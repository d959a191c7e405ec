package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.topology.context.Measurements;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records with timestamps that a broker rejects are sent with another timestamp, so that processing goes on. */
class RecordTimeTest {
    private static final long AHEAD = 4_102_444_800_000L;
    private static final long DAYS_AGO =
            System.currentTimeMillis() - Duration.ofDays(2).toMillis();

    /** Value of a record that is forwarded with a timestamp in the year 2100. */
    private static final String SENT_AHEAD = "sent-ahead";

    private static final String UNREADABLE = "unreadable";

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
    void deadLetterOfARecordFromTheFutureHasItsSendTime() throws Exception {
        RuntimeSettings settings = settings("letters");
        broker.createTopics(settings, "in", "out");
        broker.configure(settings.topicPrefix() + "in", "message.timestamp.after.max.ms", Long.MAX_VALUE);
        long before = System.currentTimeMillis();
        try (StreamsRuntime runtime = started(settings)) {
            send(settings, AHEAD, UNREADABLE);
            send(settings, DAYS_AGO, UNREADABLE);

            assertThat(broker.read(settings, "dead-letters", 2))
                    .extracting(ConsumerRecord::timestamp)
                    .allSatisfy(time -> assertThat(time).isBetween(before, System.currentTimeMillis()));
            assertThat(runtime.failure()).isEmpty();
        }
    }

    @Test
    void recordFromTheFutureIsSentWithItsSendTime() throws Exception {
        RuntimeSettings settings = settings("ahead");
        broker.createTopics(settings, "in", "out");
        try (StreamsRuntime runtime = started(settings)) {
            send(settings, DAYS_AGO, SENT_AHEAD);
            send(settings, DAYS_AGO, "plain");

            List<ConsumerRecord<byte[], byte[]>> sent = broker.read(settings, "out", 2);
            assertThat(sent.get(0).timestamp()).isBetween(DAYS_AGO + 1, System.currentTimeMillis());
            assertThat(sent.get(1).timestamp()).isEqualTo(DAYS_AGO);
            assertThat(runtime.failure()).isEmpty();
        }
    }

    @Test
    void recordThatIsTooOldForItsTopicIsSentWithItsSendTime() throws Exception {
        RuntimeSettings settings = settings("old");
        broker.createTopics(settings, "in", "out");
        try (StreamsRuntime runtime = started(settings)) {
            send(settings, DAYS_AGO, "before");
            assertThat(broker.read(settings, "out", 1).get(0).timestamp()).isEqualTo(DAYS_AGO);

            broker.configure(
                    settings.topicPrefix() + "out",
                    "message.timestamp.before.max.ms",
                    Duration.ofHours(1).toMillis());
            send(settings, DAYS_AGO, "after");

            assertThat(broker.read(settings, "out", 2).get(1).timestamp()).isGreaterThan(DAYS_AGO);
            assertThat(runtime.failure()).isEmpty();
        }
    }

    private static void send(RuntimeSettings settings, long timestampMillis, String value) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Eventually.resultOf(producer.send(new ProducerRecord<>(
                    settings.topicPrefix() + "in", null, timestampMillis, Records.bytes("key"), Records.bytes(value))));
        }
    }

    private static RuntimeSettings settings(String name) {
        return broker.settings(name).build();
    }

    private static StreamsRuntime started(RuntimeSettings settings) throws InterruptedException {
        return TestBroker.started(new StreamsRuntime(sending(settings), settings, Measurements.NONE));
    }

    private static Topology sending(RuntimeSettings settings) {
        Deserializer<String> text = Serdes.String().deserializer();
        Topology topology = new Topology();
        topology.addSource("in", text, reading(text), settings.topicPrefix() + "in");
        topology.addProcessor("send", Sending::new, "in");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("any"), Serdes.String(), Serdes.String()),
                "send");
        topology.addSink(
                "out",
                settings.topicPrefix() + "out",
                Serdes.String().serializer(),
                Serdes.String().serializer(),
                "send");
        return topology;
    }

    private static Deserializer<String> reading(Deserializer<String> text) {
        return (topic, bytes) -> {
            String value = text.deserialize(topic, bytes);
            if (value.equals(UNREADABLE)) {
                throw new IllegalArgumentException("cannot read " + value);
            }
            return value;
        };
    }

    private static final class Sending extends ContextualProcessor<String, String, String, String> {
        @Override
        public void process(Record<String, String> record) {
            context().forward(record.value().equals(SENT_AHEAD) ? record.withTimestamp(AHEAD) : record);
        }
    }
}
