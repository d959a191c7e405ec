package io.freshet.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Log sizes of a Kafka cluster and offsets of a consumer group, as the brokers report them. For one thread. */
public final class ClusterFootprint implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 20;

    private final Admin admin;

    public ClusterFootprint(Map<String, String> clientProperties) {
        admin = Admin.create(new HashMap<>(clientProperties));
    }

    /** Size of every topic's logs on all brokers together, bytes; compacted or deleted records are not included. */
    public Map<String, Long> bytesByTopic() {
        List<Integer> brokers =
                await(admin.describeCluster().nodes()).stream().map(Node::id).toList();
        Map<String, Long> bytes = new TreeMap<>();
        for (Map<String, LogDirDescription> directories :
                await(admin.describeLogDirs(brokers).allDescriptions()).values()) {
            for (LogDirDescription directory : directories.values()) {
                directory
                        .replicaInfos()
                        .forEach((partition, replica) -> bytes.merge(partition.topic(), replica.size(), Long::sum));
            }
        }
        return bytes;
    }

    /**
     * Sum of the end offsets of each topic's partitions, by topic name. End offsets count records and, if written in
     * transactions, the transaction markers.
     */
    public Map<String, Long> offsetsByTopic() {
        Map<String, Long> offsets = new TreeMap<>();
        endOffsets(await(admin.listTopics().names()))
                .forEach((partition, end) -> offsets.merge(partition.topic(), end, Long::sum));
        return offsets;
    }

    /** Sum of the offsets that a consumer group has committed on the partitions of a topic. */
    public long committedOffset(String group, String topic) {
        return committed(group).entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Lag of a consumer group on all these topics together, records; transaction markers count as records. */
    public long lag(String group, Collection<String> topics) {
        Map<TopicPartition, Long> ends = endOffsets(topics);
        Map<TopicPartition, Long> committed = committed(group);
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - committed.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private Map<TopicPartition, Long> endOffsets(Collection<String> topics) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        await(admin.describeTopics(topics).allTopicNames())
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition ->
                                latest.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        await(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> committed.put(partition, offset == null ? 0 : offset.offset()));
        return committed;
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read log sizes or offsets from the brokers: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new KafkaException(
                    "the brokers did not answer within " + TIMEOUT_SECONDS + " s: check that they run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the brokers", e);
        }
    }
}
