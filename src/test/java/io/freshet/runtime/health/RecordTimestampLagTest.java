package io.freshet.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.broker.EmbeddedBroker;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.WantedTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timestamps that senders set do not make records of a real broker late; time that passes does. */
class RecordTimestampLagTest {
    private static final Duration LAG_MAX = Duration.ofMinutes(1);
    private static final long TEN_YEARS_AGO =
            System.currentTimeMillis() - Duration.ofDays(3650).toMillis();

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static TopicAdministration topics;
    private static Admin admin;

    private long nanos;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory);
        topics = new TopicAdministration(client());
        admin = Admin.create(Map.<String, Object>copyOf(client()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        topics.close();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1_262_304_000_000L})
    void recordIsLateOnceItWaitsForTheLimitWhateverItsTimestamp(long timestampMillis) {
        TopicPartition input = input("timestamp" + timestampMillis);
        LagMonitor monitor = monitor(input);
        monitor.check();
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            Eventually.resultOf(producer.send(new StampedRecord(input.topic(), timestampMillis)));
        }

        monitor.check();
        nanos += LAG_MAX.minusSeconds(1).toNanos();
        monitor.check();
        assertThat(monitor.lagRecords()).hasValue(1);
        assertThat(monitor.reasons()).isEmpty();

        nanos += Duration.ofSeconds(1).toNanos();
        monitor.check();
        assertThat(monitor.reasons())
                .containsExactly(
                        "1 records of " + input.topic() + " wait to be processed, the oldest for more than 60 s");

        commit(input, 1);
        monitor.check();
        assertThat(monitor.reasons()).isEmpty();
    }

    @Test
    void openTransactionWithOldTimestampsIsMeasuredFromItsFirstObservation() {
        TopicPartition input = input("transaction");
        LagMonitor monitor = monitor(input);
        monitor.check();
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "sender"))) {
            producer.initTransactions();
            producer.beginTransaction();
            Eventually.resultOf(producer.send(new StampedRecord(input.topic(), TEN_YEARS_AGO)));

            monitor.check();
            nanos += LAG_MAX.minusSeconds(1).toNanos();
            monitor.check();
            assertThat(monitor.reasons()).isEmpty();

            nanos += Duration.ofSeconds(1).toNanos();
            monitor.check();
            assertThat(monitor.reasons())
                    .singleElement()
                    .asString()
                    .startsWith("a transaction has been open on " + input + " for 60 s (producer id ");
            producer.abortTransaction();
        }
    }

    /** Topic with the sender's timestamps whose records, none so far, are all processed. */
    private static TopicPartition input(String topic) {
        topics.createMissing(
                List.of(new WantedTopic(
                        topic, 1, Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1"))),
                1);
        TopicPartition input = new TopicPartition(topic, 0);
        commit(input, 0);
        return input;
    }

    private static void commit(TopicPartition input, long offset) {
        Eventually.resultOf(admin.alterConsumerGroupOffsets(input.topic(), Map.of(input, new OffsetAndMetadata(offset)))
                .all());
    }

    private LagMonitor monitor(TopicPartition input) {
        return new LagMonitor(
                topics.offsetsOf(input.topic()),
                new LagMonitor.WatchedPartitions(() -> Set.of(input), Set.of(), Set.of(input.topic())),
                LAG_MAX,
                () -> nanos,
                (topic, records) -> {});
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(client());
        all.putAll(settings);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, String> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    /** A record with any timestamp; the constructor of the base class would reject a negative one. */
    private static final class StampedRecord extends ProducerRecord<byte[], byte[]> {
        private final long time;

        private StampedRecord(String topic, long timestampMillis) {
            super(topic, new byte[] {1});
            this.time = timestampMillis;
        }

        @Override
        public Long timestamp() {
            return time;
        }
    }
}
