package io.freshet.whole;

import io.freshet.codec.Topic;
import io.freshet.codec.TopicNames;
import io.freshet.codec.Topics;
import io.freshet.dataset.TimedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The newsroom's side of a broker, for a test: sends events, sees when all is answered, reads what came of them. What is
 * sent survives a broker that is gone for a while. For one thread.
 */
final class NewsroomClient implements AutoCloseable {
    private static final TopicNames NAMES = TopicNames.withDefaultPrefix();
    private static final List<Topic<byte[], byte[]>> INPUTS =
            List.of(Topics.ARTICLES, Topics.CLICKS, Topics.IMPRESSIONS, Topics.ERASURES);
    private static final Duration READING_MAX = Duration.ofSeconds(60);
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

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of every failure.
    private void send(InputRecord input) {
        producer.send(new ProducerRecord<>(input.fullName(), input.key(), input.value()), (metadata, failed) -> {
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

    /** Waits until every input is read to its end: what an event says is committed by then, what follows need not be. */
    void awaitRead(Duration limit) {
        awaitQuiet(Duration.ZERO, limit);
    }

    /**
     * Waits until every input is read to its end and nothing has been written to any topic for a while.
     *
     * @param quiet for how long nothing may be written
     */
    void awaitQuiet(Duration quiet, Duration limit) {
        awaitQuiet(quiet, limit, Set.of());
    }

    /**
     * The same, whatever is written to some of the topics.
     *
     * @param without which topics
     */
    void awaitQuiet(Duration quiet, Duration limit, Set<Topic<?, ?>> without) {
        Set<String> unheard = without.stream().map(NAMES::of).collect(Collectors.toSet());
        AtomicReference<Standstill> standstill = new AtomicReference<>(new Standstill(Map.of(), -1, System.nanoTime()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(PAUSE)
                    .atMost(limit)
                    .until(() -> standstill
                            .updateAndGet(before -> look(admin, before, unheard))
                            .isQuietFor(quiet));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "not quiet within " + limit + ": " + standstill.get().unread() + " events unread", e);
        }
    }

    /** Where every topic ends, how much of the inputs is unread, and since when that is so. */
    private record Standstill(Map<TopicPartition, Long> ends, long unread, long sinceNanos) {
        boolean isQuietFor(Duration quiet) {
            return unread == 0 && System.nanoTime() - sinceNanos >= quiet.toNanos();
        }
    }

    private Standstill look(Admin admin, Standstill before, Set<String> unheard) {
        Map<TopicPartition, Long> ends = ends(admin);
        long unread = unread(admin, ends);
        ends.keySet().removeIf(partition -> unheard.contains(partition.topic()));
        return unread == 0 && before.unread() == 0 && ends.equals(before.ends())
                ? before
                : new Standstill(ends, unread, System.nanoTime());
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
            long untilNanos = System.nanoTime() + READING_MAX.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > untilNanos) {
                    throw new AssertionError(topic + " could not be read to its end within " + READING_MAX);
                }
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
        }
        return records;
    }

    private long unread(Admin admin, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> read =
                await(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
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
        Map<String, TopicDescription> topics =
                await(admin.describeTopics(await(admin.listTopics().names())).allTopicNames());
        Map<TopicPartition, OffsetSpec> wanted = topics.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end :
                await(admin.listOffsets(wanted).all()).entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        return ends;
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(2, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the broker did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("waiting was interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
