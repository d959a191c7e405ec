package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.Eventually;
import io.freshet.broker.EmbeddedBroker;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.WantedTopic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FencedClientsTest {
    private static final String CHANGELOG = "app-store-changelog";

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static final RecordLimits LIMITS = new RecordLimits();

    private static FencedClients clients;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory);
        try (TopicAdministration topics =
                new TopicAdministration(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            topics.createMissing(
                    List.of(
                            new WantedTopic("clicks", 1, Map.of()),
                            new WantedTopic(CHANGELOG, 1, Map.of()),
                            new WantedTopic("narrow", 1, Map.of("max.message.bytes", "1000")),
                            new WantedTopic("unknown", 1, Map.of("max.message.bytes", "1000")),
                            new WantedTopic("global", 1, Map.of())),
                    1);
        }
        clients = new FencedClients(new TopicPartition(CHANGELOG, 0), LIMITS, () -> {}, "dead-letters");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void formerMemberOfTheGroupCannotCommitEvenIfItReadNothing() {
        ConsumerGroupMetadata former = membership("given-up");
        membership("given-up");

        try (Producer<byte[], byte[]> zombie = producer("zombie")) {
            zombie.initTransactions();
            zombie.beginTransaction();
            var unused = zombie.send(record("stale"));
            assertThatThrownBy(() -> zombie.sendOffsetsToTransaction(Map.of(), former))
                    .isInstanceOf(CommitFailedException.class);
            zombie.abortTransaction();
        }
    }

    /** The fault that the class works around: if this fails, Kafka checks such transactions itself. */
    @Test
    void plainProducerCommitsTheTransactionOfAFormerMemberThatReadNothing() {
        ConsumerGroupMetadata former = membership("unchecked");
        membership("unchecked");

        try (Producer<byte[], byte[]> zombie = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "unchecked"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            zombie.initTransactions();
            zombie.beginTransaction();
            var unused = zombie.send(new ProducerRecord<>("clicks", Records.bytes("stale")));
            zombie.sendOffsetsToTransaction(Map.of(), former);
            zombie.commitTransaction();
        }

        assertThat(Records.read(broker.bootstrapServers(), "clicks", 1))
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly("stale");
    }

    @Test
    void memberOfTheGroupCommitsRecordsWrittenWithoutReading() {
        try (Consumer<byte[], byte[]> member = joined("present");
                Producer<byte[], byte[]> producer = producer("present")) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(record("from a punctuator"));
            producer.sendOffsetsToTransaction(Map.of(), member.groupMetadata());
            producer.commitTransaction();
        }

        assertThat(Records.read(broker.bootstrapServers(), CHANGELOG, 1))
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly("from a punctuator");
    }

    @Test
    void oversizeRecordDoesNotAbortTheTransaction() {
        LIMITS.setSizeLimit("narrow", 1_000);
        List<Exception> failures = new ArrayList<>();
        try (Consumer<byte[], byte[]> member = joined("narrow");
                Producer<byte[], byte[]> producer = producer("narrow")) {
            producer.initTransactions();
            producer.beginTransaction();
            var unusedSmall = producer.send(new ProducerRecord<>("narrow", Records.bytes("small")));
            Future<?> large = producer.send(
                    new ProducerRecord<>("narrow", new byte[5_000]), (metadata, failure) -> failures.add(failure));
            Future<?> tooLargeForAny = producer.send(
                    new ProducerRecord<>("narrow", new byte[2 << 20]), (metadata, failure) -> failures.add(failure));
            assertThat(large).isDone();
            assertThat(tooLargeForAny).isDone();
            producer.sendOffsetsToTransaction(Map.of(), member.groupMetadata());
            producer.commitTransaction();
        }

        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(RecordNotSentException.class)
                        .hasMessageContaining("topic narrow accepts at most"));
        assertThat(Records.read(broker.bootstrapServers(), "narrow", 1)).hasSize(1);
        assertThat(LIMITS.oversizes())
                .filteredOn(oversize -> oversize.topic().equals("narrow"))
                .singleElement()
                .satisfies(oversize -> assertThat(oversize.bytes()).isGreaterThan(2 << 20));
    }

    @Test
    void rejectionByTheBrokerLowersTheLimit() {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = producer("taught")) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(
                    new ProducerRecord<>("unknown", new byte[3_000]), (metadata, failed) -> failure.set(failed));
            producer.flush();
            assertThat(failure.get()).isExactlyInstanceOf(RecordTooLargeException.class);
            producer.abortTransaction();

            producer.beginTransaction();
            var unusedRejected = producer.send(
                    new ProducerRecord<>("unknown", new byte[3_000]), (metadata, failed) -> failure.set(failed));
            assertThat(failure.get()).isInstanceOf(RecordNotSentException.class);
            producer.abortTransaction();
        }
    }

    @Test
    void recordOfAGlobalStoreHasAValidTimestamp() {
        long before = System.currentTimeMillis();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var unusedWithout = producer.send(new ProducerRecord<>("global", Records.bytes("without")) {
                @Override
                public Long timestamp() {
                    return -1L;
                }
            });
            var unusedEarly = producer.send(new ProducerRecord<>("global", 0, 5L, null, Records.bytes("early")));
        }
        try (Consumer<byte[], byte[]> consumer =
                clients.getGlobalConsumer(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicPartition partition = new TopicPartition("global", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<Long> times = new ArrayList<>();
            Eventually.await().until(() -> {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> times.add(record.timestamp()));
                return times.size() == 2;
            });
            assertThat(times.get(0)).isBetween(before, System.currentTimeMillis());
            assertThat(times.get(1)).isEqualTo(5);
            assertThat(consumer.position(partition)).isEqualTo(2);
        }
    }

    /** Group metadata of a consumer that has left the group. */
    private static ConsumerGroupMetadata membership(String group) {
        try (Consumer<byte[], byte[]> consumer = joined(group)) {
            return consumer.groupMetadata();
        }
    }

    private static Consumer<byte[], byte[]> joined(String group) {
        Consumer<byte[], byte[]> consumer =
                clients.getConsumer(Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", group));
        consumer.subscribe(List.of("clicks"));
        Eventually.await().until(() -> {
            consumer.poll(Duration.ofMillis(50));
            return !consumer.assignment().isEmpty();
        });
        return consumer;
    }

    private static Producer<byte[], byte[]> producer(String id) {
        return clients.getProducer(Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", id));
    }

    private static ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>(CHANGELOG, value.getBytes(StandardCharsets.UTF_8));
    }
}
