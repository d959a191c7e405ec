package io.freshet.runtime;

import io.freshet.codec.contract.StateStore;
import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.runtime.topics.TopologyTopics;
import io.freshet.topology.message.StateStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.TopologyDescription;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams' own clients, with producers whose every transaction is checked against the group and in which no record
 * that is too large or whose time is refused spoils a transaction, with consumers that leave the group when their thread
 * ends, and with consumers of global stores whose records all have a time. Safe from any thread.
 *
 * <p>Under exactly-once the group coordinator fences an instance that left the group when the instance's transaction
 * commits the offsets of the records it read. {@code KafkaProducer.sendOffsetsToTransaction} of Kafka 4.4.0 returns without
 * a request if there are no offsets, as 4.3.1 did, so the transaction of a task that read nothing and only ran its
 * punctuators is committed unchecked: an instance that was paused for longer than its session woke up, overwrote the state
 * of its successor, and reads were lost. Such a transaction commits an offset of its own here, on a partition that no
 * member of the group reads, so that the coordinator checks it like any other. {@code FencedClientsTest} shows both: the
 * transaction of a plain producer is committed, one of these is refused.
 */
final class FencedClients implements KafkaClientSupplier {
    private final Map<TopicPartition, OffsetAndMetadata> nothingRead;
    private final RecordLimits limits;
    private final Runnable onRefused;
    private final String deadLetterTopic;

    /**
     * @param unread a partition that exists and that the group does not read: of a changelog
     * @param limits the largest and the oldest record of each topic
     * @param onRefused is called when a topic refuses a record because of its size or its time
     * @param deadLetterTopic whose records are cut until they fit
     */
    FencedClients(TopicPartition unread, RecordLimits limits, Runnable onRefused, String deadLetterTopic) {
        nothingRead = Map.of(unread, new OffsetAndMetadata(0));
        this.limits = limits;
        this.onRefused = onRefused;
        this.deadLetterTopic = deadLetterTopic;
    }

    /** The clients for a topology with at least one store that has a changelog; of Freshet's own not all have. */
    static FencedClients of(
            TopologyDescription topology, RuntimeSettings settings, RecordLimits limits, Runnable onRefused) {
        Set<String> stores = TopologyTopics.stores(topology);
        String logged = StateStores.ALL.stream()
                .map(StateStore::name)
                .filter(stores::contains)
                .findFirst()
                .or(() -> stores.stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException("the topology has no store"));
        return new FencedClients(
                new TopicPartition(settings.applicationId() + "-" + logged + ApplicationTopics.CHANGELOG_SUFFIX, 0),
                limits,
                onRefused,
                settings.deadLetterTopic());
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new CheckedProducer(config);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new LeavingConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new TimedConsumer(config);
    }

    /**
     * Leaves the group when it is closed. Kafka Streams 4.4.0 lets the consumer of a failed thread stay in it, and the
     * thread's replacement waits for the rest of the session until it is given the tasks.
     */
    private static final class LeavingConsumer extends KafkaConsumer<byte[], byte[]> {
        private LeavingConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public void close(CloseOptions options) {
            super.close(options.withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    /**
     * Refuses a record that is too large before Kafka's producer does. That one, and the broker, put the transaction into an
     * error for it: under exactly-once everything since the last commit is read again, and the record refused again, without
     * end. Here the callback hears of it and the transaction goes on.
     */
    private final class CheckedProducer extends KafkaProducer<byte[], byte[]> {
        private final RecordSize size;

        private CheckedProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            size = new RecordSize(config, limits);
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> given, @Nullable Callback callback) {
            boolean isLetter = given.topic().equals(deadLetterTopic);
            ProducerRecord<byte[], byte[]> record = isLetter ? fitting(sentAt(null, given)) : timed(given);
            Optional<RecordLimits.Oversize> oversize = size.oversize(record);
            if (oversize.isPresent()) {
                return refuse(record, oversize.get(), callback);
            }
            return super.send(record, (metadata, failure) -> {
                if (failure instanceof RecordTooLargeException) {
                    limits.refused(record.topic(), size.batchBytes(record));
                    onRefused.run();
                } else if (failure instanceof InvalidTimestampException) {
                    onRefused.run();
                }
                if (callback != null) {
                    callback.onCompletion(metadata, failure);
                }
            });
        }

        /**
         * With a time that its topic takes. A broker refuses a record that is more than an hour ahead of its clock, unless set
         * otherwise, and one such record of a foreign sender would be read and refused without end.
         */
        private ProducerRecord<byte[], byte[]> timed(ProducerRecord<byte[], byte[]> record) {
            Long timestamp = record.timestamp();
            if (timestamp == null) {
                return record;
            }
            long taken = limits.timestamp(record.topic(), timestamp, System.currentTimeMillis());
            return taken == timestamp ? record : sentAt(taken, record);
        }

        /** The record with another time; null is that of its sending, from which the retention of a dead letter counts. */
        private static ProducerRecord<byte[], byte[]> sentAt(
                @Nullable Long timestamp, ProducerRecord<byte[], byte[]> record) {
            return new ProducerRecord<>(
                    record.topic(), record.partition(), timestamp, record.key(), record.value(), record.headers());
        }

        /** A dead letter cut until it fits, or as far as it can be. */
        private ProducerRecord<byte[], byte[]> fitting(ProducerRecord<byte[], byte[]> letter) {
            ProducerRecord<byte[], byte[]> fitting = letter;
            Optional<RecordLimits.Oversize> oversize = size.oversize(fitting);
            while (oversize.isPresent()) {
                Optional<ProducerRecord<byte[], byte[]>> shorter =
                        OversizeRecords.shorter(fitting, oversize.get().limit());
                if (shorter.isEmpty()) {
                    return fitting;
                }
                fitting = shorter.get();
                oversize = size.oversize(fitting);
            }
            return fitting;
        }

        private Future<RecordMetadata> refuse(
                ProducerRecord<byte[], byte[]> record, RecordLimits.Oversize oversize, @Nullable Callback callback) {
            limits.notWritten(oversize);
            onRefused.run();
            RecordNotSentException failure = new RecordNotSentException(oversize);
            if (record.topic().endsWith(ApplicationTopics.CHANGELOG_SUFFIX)) {
                // The handler cannot send this letter: Kafka Streams 4.4.0 has no context for a logged change and
                // fails with a NullPointerException.
                Future<RecordMetadata> unused = send(OversizeRecords.ofChange(deadLetterTopic, record, failure), null);
            }
            if (callback != null) {
                int partition = Objects.requireNonNullElse(record.partition(), RecordMetadata.UNKNOWN_PARTITION);
                callback.onCompletion(
                        new RecordMetadata(
                                new TopicPartition(record.topic(), partition),
                                -1,
                                -1,
                                RecordBatch.NO_TIMESTAMP,
                                -1,
                                -1),
                        failure);
            }
            return CompletableFuture.failedFuture(failure);
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
            super.sendOffsetsToTransaction(offsets.isEmpty() ? nothingRead : offsets, group);
        }
    }

    /**
     * Gives each record its {@link ArrivalTime}. Kafka Streams asks its timestamp extractor for all records but those of
     * global stores, and a negative timestamp there ends the thread that reads them.
     */
    private static final class TimedConsumer extends KafkaConsumer<byte[], byte[]> {
        private TimedConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
            long now = System.currentTimeMillis();
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> timed = new HashMap<>();
            for (TopicPartition partition : polled.partitions()) {
                timed.put(
                        partition,
                        polled.records(partition).stream()
                                .map(record -> timed(record, now))
                                .toList());
            }
            return polled.isEmpty() ? polled : new ConsumerRecords<>(timed, polled.nextOffsets());
        }

        private static ConsumerRecord<byte[], byte[]> timed(ConsumerRecord<byte[], byte[]> record, long now) {
            long arrival = ArrivalTime.of(record, now);
            return arrival == record.timestamp()
                    ? record
                    : new ConsumerRecord<>(
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            arrival,
                            record.timestampType(),
                            record.serializedKeySize(),
                            record.serializedValueSize(),
                            record.key(),
                            record.value(),
                            record.headers(),
                            record.leaderEpoch());
        }
    }
}
