package io.freshet.whole;

import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.event.Recommendations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads lists as they appear, across restarts of the broker, in its own thread. Thread-safe. */
final class ListTail implements AutoCloseable {
    private final KafkaConsumer<String, Recommendations> consumer;
    private final Map<String, Recommendations> latest = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::readLists, "list-tail");
    private volatile boolean closing;
    private volatile long markNanos;
    private volatile long firstAfterMarkNanos;
    private final Consumer<ConsumerRecord<String, Recommendations>> listener;

    ListTail(String bootstrapServers) {
        this(bootstrapServers, list -> {});
    }

    /** @param listener receives every list and tombstone, in the reading thread */
    ListTail(String bootstrapServers, Consumer<ConsumerRecord<String, Recommendations>> listener) {
        this.listener = listener;
        String topic = TopicNames.withDefaultPrefix().of(Topics.RECOMMENDATIONS);
        Deserializer<Recommendations> values =
                Topics.RECOMMENDATIONS.valueSerde().deserializer();
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "reconnect.backoff.max.ms",
                        200,
                        "request.timeout.ms",
                        3_000),
                Topics.RECOMMENDATIONS.keySerde().deserializer(),
                values);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.setDaemon(true);
        thread.start();
    }

    private void readLists() {
        while (!closing) {
            ConsumerRecords<String, Recommendations> records = consumer.poll(Duration.ofMillis(50));
            for (ConsumerRecord<String, Recommendations> record : records) {
                if (record.value() == null) {
                    latest.remove(record.key());
                } else {
                    latest.put(record.key(), record.value());
                }
                listener.accept(record);
            }
            if (!records.isEmpty() && firstAfterMarkNanos == 0) {
                firstAfterMarkNanos = System.nanoTime();
            }
        }
        consumer.close();
    }

    /** Starts to measure the time to the next list. The broker must be stopped, so that no list is in flight. */
    void mark() {
        markNanos = System.nanoTime();
        firstAfterMarkNanos = 0;
    }

    /** Time from the mark to the first list, in milliseconds; empty before the first list. */
    OptionalLong firstAfterMarkMillis() {
        long first = firstAfterMarkNanos;
        return first == 0 ? OptionalLong.empty() : OptionalLong.of((first - markNanos) / 1_000_000);
    }

    /** The current lists of all readers. */
    List<Recommendations> all() {
        return List.copyOf(latest.values());
    }

    @Nullable
    Recommendations latest(String userId) {
        return latest.get(userId);
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
