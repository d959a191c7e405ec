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

/** Size of a cluster's logs and progress of a group, as the brokers report them. For one thread. */
public final class ClusterFootprint implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 20;

    private final Admin admin;

    public ClusterFootprint(Map<String, String> clientProperties) {
        admin = Admin.create(new HashMap<>(clientProperties));
    }

    /** Bytes of every topic's logs on all brokers together. What was compacted or deleted is no longer in them. */
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

    /** The end offsets of every topic, partitions together: its records and, where transactions wrote it, their markers. */
    public Map<String, Long> offsetsByTopic() {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        await(admin.describeTopics(await(admin.listTopics().names())).allTopicNames())
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition ->
                                wanted.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        Map<String, Long> offsets = new TreeMap<>();
        await(admin.listOffsets(wanted).all())
                .forEach((partition, end) -> offsets.merge(partition.topic(), end.offset(), Long::sum));
        return offsets;
    }

    /** How many records of a topic a group has finished with. */
    public long finished(String group, String topic) {
        return committed(group).entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** How many records of these topics a group has yet to finish, markers of transactions included. */
    public long unfinished(String group, Collection<String> topics) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        await(admin.describeTopics(topics).allTopicNames())
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition ->
                                wanted.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> committed = committed(group);
        return await(admin.listOffsets(wanted).all()).entrySet().stream()
                .mapToLong(end -> end.getValue().offset() - committed.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
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
            throw new KafkaException("the brokers do not say what they hold: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new KafkaException("the brokers do not answer within " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
