package io.freshet.whole;

import io.freshet.Eventually;
import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.dataset.TimedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A newsroom's Kafka client for tests: sends events, waits until they are processed and reads the output. Retries while
 * a broker is down. For one thread.
 */
final class NewsroomClient implements AutoCloseable {
    private static final TopicNames NAMES = TopicNames.withDefaultPrefix();
    private static final List<Topic<byte[], byte[]>> INPUTS =
            List.of(Topics.ARTICLES, Topics.CLICKS, Topics.IMPRESSIONS, Topics.ERASURES);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final String applicationId;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Long> sent = new TreeMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    NewsroomClient(String bootstrapServers, String applicationId) {
        this.bootstrapServers = bootstrapServers;
        this.applicationId = applicationId;
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "enable.idempotence", true,
                "linger.ms", 5,
                "request.timeout.ms", 5_000,
                "delivery.timeout.ms", 240_000,
                "max.block.ms", 240_000,
                "reconnect.backoff.max.ms", 200);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void send(TimedEvent event) {
        send(InputRecord.of(event));
    }

    void send(Topic<byte[], byte[]> topic, @Nullable String key, byte @Nullable [] value) {
        send(InputRecord.of(topic, key, value));
    }

    /** Sends an event to the partition that a client's partitioner chooses. */
    void send(TimedEvent event, Partitioning partitioning) {
        InputRecord input = InputRecord.of(event);
        byte[] key = Objects.requireNonNull(input.key());
        send(input, partitioning.partition(key, partitions(input.fullName())));
    }

    private void send(InputRecord input) {
        send(input, null);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback receives every failure.
    private void send(InputRecord input, @Nullable Integer partition) {
        producer.send(
                new ProducerRecord<>(input.fullName(), partition, input.key(), input.value()), (metadata, failed) -> {
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    }
                });
        sent.merge(input.topic(), 1L, Long::sum);
    }

    /** Waits until the broker has acknowledged all events. */
    void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new AssertionError("an event could not be delivered", failed);
        }
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Number of events sent, by plain name of the topic. */
    Map<String, Long> sent() {
        return Map.copyOf(sent);
    }

    /** Waits until the offsets of all inputs are committed to their ends; output may still follow. */
    void awaitRead() {
        AtomicLong unread = new AtomicLong(-1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Eventually.whileProgressing(
                    "all events are read",
                    POLL_INTERVAL,
                    () -> {
                        unread.set(unread(admin, ends(admin)));
                        return unread.get() == 0;
                    },
                    () -> -unread.get());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(unread + " events unread, none read for " + Eventually.LIMIT, e);
        }
    }

    /**
     * Waits until all inputs are read to their ends and no topic has received a record for a while.
     *
     * @param quiet time without a record
     * @param ignored topics whose records are ignored
     */
    void awaitQuiet(Duration quiet, Set<Topic<?, ?>> ignored) {
        awaitQuiet(quiet, ignored, Optional::empty);
    }

    /**
     * Waits for quiet of an application with observable threads. The threads must also have made progress in that time,
     * so that an application without processor time does not count as quiet.
     *
     * @param progress progress of the threads; empty if it cannot be observed
     */
    void awaitQuiet(Duration quiet, Set<Topic<?, ?>> ignored, Supplier<Optional<ThreadProgress>> progress) {
        Set<String> ignoredNames = ignored.stream().map(NAMES::of).collect(Collectors.toSet());
        AtomicReference<QuietCheck> check = new AtomicReference<>(QuietCheck.NONE);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Eventually.whileProgressing(
                    "quiet",
                    POLL_INTERVAL,
                    () -> check.updateAndGet(before -> check(admin, before, ignoredNames, quiet, progress.get()))
                            .isQuiet(),
                    () -> -check.get().unread());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not quiet, and no event read for " + Eventually.LIMIT + ": " + check.get(), e);
        }
    }

    /**
     * The state of waiting for quiet.
     *
     * @param ends end offset of every partition that is not ignored
     * @param unread number of unread events of the inputs
     * @param written partitions written at the last change, for the message of a failure
     * @param sinceNanos time of the last change
     * @param atFirst progress of the threads at the last change
     * @param atQuiet progress of the threads when it had been quiet for long enough; empty before
     */
    private record QuietCheck(
            Map<TopicPartition, Long> ends,
            long unread,
            Set<TopicPartition> written,
            long sinceNanos,
            Optional<ThreadProgress> atFirst,
            Optional<ThreadProgress> atQuiet,
            boolean isQuiet) {
        static final QuietCheck NONE =
                new QuietCheck(Map.of(), -1, Set.of(), 0, Optional.empty(), Optional.empty(), false);

        @Override
        public String toString() {
            return unread + " events unread, written last: " + written;
        }
    }

    private QuietCheck check(
            Admin admin, QuietCheck before, Set<String> ignored, Duration quiet, Optional<ThreadProgress> progress) {
        Map<TopicPartition, Long> ends = ends(admin);
        long unread = unread(admin, ends);
        ends.keySet().removeIf(partition -> ignored.contains(partition.topic()));
        if (unread != 0 || before.unread() != 0 || !ends.equals(before.ends())) {
            Set<TopicPartition> written = new HashSet<>(ends.keySet());
            written.removeIf(
                    partition -> ends.get(partition).equals(before.ends().get(partition)));
            return new QuietCheck(ends, unread, written, System.nanoTime(), progress, Optional.empty(), false);
        }
        if (System.nanoTime() - before.sinceNanos() < quiet.toNanos()) {
            return before;
        }
        Optional<ThreadProgress> atQuiet = before.atQuiet().or(() -> progress);
        boolean isQuiet = progress.isEmpty()
                || (progress.get().committedSince(atQuiet.orElseThrow())
                        && progress.get().fetchedSince(before.atFirst().orElseThrow()));
        return new QuietCheck(ends, 0, before.written(), before.sinceNanos(), before.atFirst(), atQuiet, isQuiet);
    }

    /** The last committed value of each key, without deleted keys. */
    <K, V> Map<K, V> latest(Topic<K, V> topic) {
        return latest(
                NAMES.of(topic),
                key -> topic.keySerde().deserializer().deserialize(topic.name(), key),
                value -> topic.valueSerde().deserializer().deserialize(topic.name(), value));
    }

    /** The last committed value of each key of a topic with a full name, without deleted keys. */
    <K, V> Map<K, V> latest(String topic, Function<byte[], K> keys, Function<byte[], V> values) {
        Map<K, byte[]> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : committed(topic)) {
            if (record.value() == null) {
                last.remove(keys.apply(record.key()));
            } else {
                last.put(keys.apply(record.key()), record.value());
            }
        }
        Map<K, V> result = new ConcurrentHashMap<>();
        last.forEach((key, value) -> result.put(key, values.apply(value)));
        return result;
    }

    /** Number of partitions of the topic with a full name. */
    int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    /** Number of records ever written to the topic with a full name. */
    long records(String topic) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int partition = 0; partition < partitions(topic); partition++) {
            wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return Eventually.resultOf(admin.listOffsets(wanted).all()).values().stream()
                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    /** The settings of the topics with these full names. */
    Map<String, Config> settings(List<String> topics) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<String, Config> settings = new TreeMap<>();
            Eventually.resultOf(admin.describeConfigs(topics.stream()
                                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                                    .toList())
                            .all())
                    .forEach((topic, config) -> settings.put(topic.name(), config));
            return settings;
        }
    }

    /** Changes settings of the topic with a full name. */
    void set(String topic, Map<String, String> settings) {
        set(new ConfigResource(ConfigResource.Type.TOPIC, topic), settings);
    }

    /** Changes settings of all brokers. */
    void setBrokers(Map<String, String> settings) {
        set(new ConfigResource(ConfigResource.Type.BROKER, ""), settings);
    }

    private void set(ConfigResource resource, Map<String, String> settings) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Eventually.resultOf(admin.incrementalAlterConfigs(Map.of(
                            resource,
                            settings.entrySet().stream()
                                    .map(setting -> new AlterConfigOp(
                                            new ConfigEntry(setting.getKey(), setting.getValue()),
                                            AlterConfigOp.OpType.SET))
                                    .toList()))
                    .all());
        }
    }

    /** All committed records of the topic with a full name; records of a partition are in the order of offsets. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Eventually.await(topic + " read to its end")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
                        return ends.entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
                    });
        }
        return records;
    }

    /** Number of input records whose offsets the application has not committed. */
    private long unread(Admin admin, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> read = Eventually.resultOf(
                admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
        List<String> inputs = INPUTS.stream().map(NAMES::of).toList();
        long unread = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (inputs.contains(end.getKey().topic())) {
                OffsetAndMetadata committed = read.get(end.getKey());
                unread += end.getValue() - (committed == null ? 0 : committed.offset());
            }
        }
        return unread;
    }

    /** End offsets of all partitions of all topics, including uncommitted records. */
    private static Map<TopicPartition, Long> ends(Admin admin) {
        Map<String, TopicDescription> topics = Eventually.resultOf(
                admin.describeTopics(Eventually.resultOf(admin.listTopics().names()))
                        .allTopicNames());
        Map<TopicPartition, OffsetSpec> wanted = topics.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end :
                Eventually.resultOf(admin.listOffsets(wanted).all()).entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        return ends;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
