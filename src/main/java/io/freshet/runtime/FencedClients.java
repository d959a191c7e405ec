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
 * Supplies Kafka clients that work around faults of Kafka Streams 4.4.0, for example that a fenced instance can still
 * commit. Safe from any thread.
 *
 * <ul>
 *   <li>Producers have every transaction checked against the consumer group, so that a fenced instance cannot commit.
 *   <li>Producers do not let a record with a rejected size or timestamp abort the transaction.
 *   <li>Consumers of stream threads leave the group when their thread ends.
 *   <li>Consumers of global stores return only records with a valid timestamp.
 * </ul>
 *
 * <p>Fencing: under exactly-once the group coordinator fences an instance that left the group when the instance's
 * transaction commits offsets. {@code KafkaProducer.sendOffsetsToTransaction} of Kafka 4.3.1 and 4.4.0 sends no request
 * if there are no offsets. A task that read nothing and only ran its punctuators therefore commits unchecked: an
 * instance that was paused for longer than its session timeout woke up and overwrote the state of its successor, and
 * reads were lost. Here such a transaction commits an offset of a partition that no member of the group reads, so that
 * the coordinator checks the transaction. {@code FencedClientsTest} shows that a plain producer commits and a producer
 * of this class is rejected.
 */
final class FencedClients implements KafkaClientSupplier {
    private final Map<TopicPartition, OffsetAndMetadata> placeholderOffset;
    private final RecordLimits limits;
    private final Runnable onRejected;
    private final String deadLetterTopic;

    /**
     * Creates a supplier whose producers commit an offset of {@code unread} if a transaction has no other offsets, so
     * that the broker checks for fencing.
     *
     * @param unread existing partition that the group does not read, such as one of a changelog
     * @param limits size and age limits of the topics
     * @param onRejected called when a producer or a broker rejects a record for its size or timestamp
     * @param deadLetterTopic topic whose records are shortened until they fit
     */
    FencedClients(TopicPartition unread, RecordLimits limits, Runnable onRejected, String deadLetterTopic) {
        placeholderOffset = Map.of(unread, new OffsetAndMetadata(0));
        this.limits = limits;
        this.onRejected = onRejected;
        this.deadLetterTopic = deadLetterTopic;
    }

    /**
     * Creates a supplier for an application with this topology. A transaction that would commit no offsets commits an
     * offset of one of the application's changelogs.
     *
     * @throws IllegalArgumentException if the topology has no store, and so no changelog
     */
    static FencedClients of(
            TopologyDescription topology, RuntimeSettings settings, RecordLimits limits, Runnable onRejected) {
        // Some stores of Freshet have no changelog; those in StateStores.ALL have one.
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
                onRejected,
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
     * Consumer that leaves its group when it is closed. Kafka Streams 4.4.0 leaves the consumer of a failed thread in
     * the group, so the replacement thread gets no tasks until the session times out.
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
     * Producer that rejects an oversize record before Kafka's producer or the broker can. A rejection by either of them
     * aborts the transaction: under exactly-once all input since the last commit is read again and the record is
     * rejected again, endlessly. Here only the callback receives the failure and the transaction goes on.
     */
    private final class CheckedProducer extends KafkaProducer<byte[], byte[]> {
        private final RecordSize size;

        private CheckedProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            size = new RecordSize(config, limits);
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> given, @Nullable Callback callback) {
            boolean isDeadLetter = given.topic().equals(deadLetterTopic);
            ProducerRecord<byte[], byte[]> record =
                    isDeadLetter ? fitting(withTimestamp(null, given)) : withAcceptedTimestamp(given);
            Optional<RecordLimits.Oversize> oversize = size.oversize(record);
            if (oversize.isPresent()) {
                return reject(record, oversize.get(), callback);
            }
            return super.send(record, (metadata, failure) -> {
                if (failure instanceof RecordTooLargeException) {
                    limits.rejectedByBroker(record.topic(), size.batchBytes(record));
                    onRejected.run();
                } else if (failure instanceof InvalidTimestampException) {
                    onRejected.run();
                }
                if (callback != null) {
                    callback.onCompletion(metadata, failure);
                }
            });
        }

        /**
         * The record itself, or a copy with the current time if the topic would reject the record's timestamp. By
         * default a broker rejects a record more than an hour ahead of its clock; one input record with such a
         * timestamp would be read and rejected endlessly.
         */
        private ProducerRecord<byte[], byte[]> withAcceptedTimestamp(ProducerRecord<byte[], byte[]> record) {
            Long timestamp = record.timestamp();
            if (timestamp == null) {
                return record;
            }
            long accepted = limits.acceptedTimestamp(record.topic(), timestamp, System.currentTimeMillis());
            return accepted == timestamp ? record : withTimestamp(accepted, record);
        }

        /**
         * Copy of a record with the given timestamp. Null stands for the send time, from which the retention of dead
         * letters counts.
         */
        private static ProducerRecord<byte[], byte[]> withTimestamp(
                @Nullable Long timestamp, ProducerRecord<byte[], byte[]> record) {
            return new ProducerRecord<>(
                    record.topic(), record.partition(), timestamp, record.key(), record.value(), record.headers());
        }

        /**
         * Copy of a dead letter, shortened until it fits the size limits or as far as possible; the letter itself if it
         * fits.
         */
        private ProducerRecord<byte[], byte[]> fitting(ProducerRecord<byte[], byte[]> letter) {
            ProducerRecord<byte[], byte[]> fitting = letter;
            Optional<RecordLimits.Oversize> oversize = size.oversize(fitting);
            while (oversize.isPresent()) {
                Optional<ProducerRecord<byte[], byte[]>> shorter =
                        OversizeRecords.shorten(fitting, oversize.get().limit());
                if (shorter.isEmpty()) {
                    return fitting;
                }
                fitting = shorter.get();
                oversize = size.oversize(fitting);
            }
            return fitting;
        }

        private Future<RecordMetadata> reject(
                ProducerRecord<byte[], byte[]> record, RecordLimits.Oversize oversize, @Nullable Callback callback) {
            limits.notWritten(oversize);
            onRejected.run();
            RecordNotSentException failure = new RecordNotSentException(oversize);
            if (record.topic().endsWith(ApplicationTopics.CHANGELOG_SUFFIX)) {
                // DeadLetterHandlers cannot send this dead letter: Kafka Streams 4.4.0 has no context for a store
                // change and fails with a NullPointerException.
                Future<RecordMetadata> unused =
                        send(OversizeRecords.ofStoreChange(deadLetterTopic, record, failure), null);
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
            super.sendOffsetsToTransaction(offsets.isEmpty() ? placeholderOffset : offsets, group);
        }
    }

    /**
     * Consumer that replaces the timestamp of each record by its {@link ArrivalTime}. Kafka Streams does not apply the
     * timestamp extractor to records of global stores, and a negative timestamp there ends the global thread.
     */
    private static final class TimedConsumer extends KafkaConsumer<byte[], byte[]> {
        private TimedConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
            long now = System.currentTimeMillis();
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> timedRecords = new HashMap<>();
            for (TopicPartition partition : polled.partitions()) {
                timedRecords.put(
                        partition,
                        polled.records(partition).stream()
                                .map(record -> withArrivalTime(record, now))
                                .toList());
            }
            return polled.isEmpty() ? polled : new ConsumerRecords<>(timedRecords, polled.nextOffsets());
        }

        private static ConsumerRecord<byte[], byte[]> withArrivalTime(ConsumerRecord<byte[], byte[]> record, long now) {
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
