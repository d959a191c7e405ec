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
 * The newsroom's side of a broker, for a test: sends events, sees when all is answered, reads what came of them. What
 * is sent survives a broker that is gone for a while. For one thread.
 */
final class NewsroomClient implements AutoCloseable {
    private static final TopicNames NAMES = TopicNames.withDefaultPrefix();
    private static final List<Topic<byte[], byte[]>> INPUTS =
            List.of(Topics.ARTICLES, Topics.CLICKS, Topics.IMPRESSIONS, Topics.ERASURES);
    private static final Duration PAUSE = Duration.ofMillis(200);

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

    /** Sends as a client with this partitioner does. */
    void send(TimedEvent event, Partitioning partitioning) {
        InputRecord input = InputRecord.of(event);
        byte[] key = Objects.requireNonNull(input.key());
        send(input, partitioning.partition(key, partitions(input.fullName())));
    }

    private void send(InputRecord input) {
        send(input, null);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of every failure.
    private void send(InputRecord input, @Nullable Integer partition) {
        producer.send(
                new ProducerRecord<>(input.fullName(), partition, input.key(), input.value()), (metadata, failed) -> {
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    }
                });
        sent.merge(input.topic(), 1L, Long::sum);
    }

    /** Waits until the broker has all that was sent. */
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

    /** How many events were sent, by plain name of the input. */
    Map<String, Long> sent() {
        return Map.copyOf(sent);
    }

    /**
     * Waits until every input is read to its end: what an event says is committed by then, what follows need not be.
     */
    void awaitRead() {
        AtomicLong unread = new AtomicLong(-1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Eventually.await().pollInterval(PAUSE).until(() -> {
                unread.set(unread(admin, ends(admin)));
                return unread.get() == 0;
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(unread + " events unread after " + Eventually.LIMIT, e);
        }
    }

    /**
     * Waits until every input is read to its end and nothing has been written to any topic for a while.
     *
     * @param quiet for how long nothing may be written
     * @param without topics to which anything may be written
     */
    void awaitQuiet(Duration quiet, Set<Topic<?, ?>> without) {
        awaitQuiet(quiet, without, Optional::empty);
    }

    /**
     * The same of an application whose threads can be watched: they must have gone round since, so that nothing is
     * taken for quiet because nobody came to write it.
     *
     * @param rounds of its threads, empty if it cannot be watched
     */
    void awaitQuiet(Duration quiet, Set<Topic<?, ?>> without, Supplier<Optional<Rounds>> rounds) {
        Set<String> unheard = without.stream().map(NAMES::of).collect(Collectors.toSet());
        AtomicReference<Standstill> standstill = new AtomicReference<>(Standstill.NONE);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Eventually.await()
                    .pollInterval(PAUSE)
                    .until(() -> standstill
                            .updateAndGet(before -> look(admin, before, unheard, quiet, rounds.get()))
                            .isOver());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not quiet within " + Eventually.LIMIT + ": " + standstill.get(), e);
        }
    }

    /**
     * What is known of the stillness.
     *
     * @param ends of every partition that counts
     * @param unread events of the inputs
     * @param written the partitions whose ends had moved at the last change, for the message of a failure
     * @param sinceNanos from when on nothing has changed
     * @param atFirst rounds when nothing had changed for the first time
     * @param atQuiet rounds when it had been quiet for long enough, empty before
     */
    private record Standstill(
            Map<TopicPartition, Long> ends,
            long unread,
            Set<TopicPartition> written,
            long sinceNanos,
            Optional<Rounds> atFirst,
            Optional<Rounds> atQuiet,
            boolean isOver) {
        static final Standstill NONE =
                new Standstill(Map.of(), -1, Set.of(), 0, Optional.empty(), Optional.empty(), false);

        @Override
        public String toString() {
            return unread + " events unread, written last: " + written;
        }
    }

    private Standstill look(
            Admin admin, Standstill before, Set<String> unheard, Duration quiet, Optional<Rounds> rounds) {
        Map<TopicPartition, Long> ends = ends(admin);
        long unread = unread(admin, ends);
        ends.keySet().removeIf(partition -> unheard.contains(partition.topic()));
        if (unread != 0 || before.unread() != 0 || !ends.equals(before.ends())) {
            Set<TopicPartition> written = new HashSet<>(ends.keySet());
            written.removeIf(
                    partition -> ends.get(partition).equals(before.ends().get(partition)));
            return new Standstill(ends, unread, written, System.nanoTime(), rounds, Optional.empty(), false);
        }
        if (System.nanoTime() - before.sinceNanos() < quiet.toNanos()) {
            return before;
        }
        Optional<Rounds> atQuiet = before.atQuiet().or(() -> rounds);
        boolean over = rounds.isEmpty()
                || (rounds.get().committedSince(atQuiet.orElseThrow())
                        && rounds.get().fetchedSince(before.atFirst().orElseThrow()));
        return new Standstill(ends, 0, before.written(), before.sinceNanos(), before.atFirst(), atQuiet, over);
    }

    /** The last committed value of each key; keys whose last value is null are left out. */
    <K, V> Map<K, V> latest(Topic<K, V> topic) {
        return latest(
                NAMES.of(topic),
                key -> topic.keySerde().deserializer().deserialize(topic.name(), key),
                value -> topic.valueSerde().deserializer().deserialize(topic.name(), value));
    }

    /** The same of any topic, by its full name. */
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

    /** How many partitions a topic has, by its full name. */
    int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    /** How many records a topic has ever been given, by its full name. */
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

    /** The settings of topics, by their full names. */
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

    /** Changes settings of a topic, by its full name. */
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

    /** Every committed record of a topic, by its full name, partition after partition in the order of their offsets. */
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

    /** Records of the inputs that the application has not read. */
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

    /** The end of every partition, uncommitted records included, of all topics of the application. */
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
