package io.freshet.cli.cluster;

import io.freshet.cli.CommandFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Consumes a topic from its end and, optionally, another from its beginning; committed records only. For one thread.
 */
public final class TopicTail implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private TopicTail(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Opens a consumer at the current end of one topic and, optionally, at the beginning of another.
     *
     * @param fromEnd full name of the topic to consume from its end
     * @param fromBeginning full name of the topic to consume from its beginning, or null
     * @throws CommandFailure if a topic does not exist
     */
    public static TopicTail open(Map<String, String> clientProperties, String fromEnd, @Nullable String fromBeginning) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        TopicTail tail = new TopicTail(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        try {
            tail.seek(fromEnd, fromBeginning);
            return tail;
        } catch (RuntimeException failed) {
            tail.close();
            throw failed;
        }
    }

    public ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
        return consumer.poll(atMost);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void seek(String fromEnd, @Nullable String fromBeginning) {
        List<TopicPartition> ends = partitions(fromEnd);
        List<TopicPartition> beginnings = fromBeginning == null ? List.of() : partitions(fromBeginning);
        List<TopicPartition> all = new ArrayList<>(ends);
        all.addAll(beginnings);
        consumer.assign(all);
        consumer.seekToBeginning(beginnings);
        if (!ends.isEmpty()) {
            consumer.seekToEnd(ends);
            // seekToEnd is lazy: position() fixes the offset now.
            ends.forEach(partition -> consumer.position(partition, TIMEOUT));
        }
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic, TIMEOUT);
        if (partitions == null || partitions.isEmpty()) {
            throw CommandFailure.because(
                    "there is no topic " + topic,
                    "create it with 'freshet topics create' or correct -c topics.prefix=");
        }
        return partitions.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
