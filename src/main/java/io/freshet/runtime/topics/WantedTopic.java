package io.freshet.runtime.topics;

import io.freshet.codec.contract.CompactionBounds;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.TopicDeclaration;
import io.freshet.codec.contract.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/**
 * Name, partition count and settings that a topic must have.
 *
 * @param name full name, including the prefix
 * @param partitions partition count, at least 1
 * @param coPartitionGroup name of the group of topics that must have equal partition counts; empty if in no group
 * @param configuration topic settings by Kafka's names, such as {@code cleanup.policy} and {@code retention.ms}
 */
public record WantedTopic(
        String name, int partitions, Optional<String> coPartitionGroup, Map<String, String> configuration) {

    private static final int COMPACTED_SEGMENT_BYTES = 64 << 20;
    /**
     * Time after which Kafka begins a new segment file in a topic with a retention time. Kafka deletes whole segments,
     * so records may remain this much longer.
     */
    private static final Duration RETAINED_SEGMENT_TIME = Duration.ofDays(1);

    public WantedTopic {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is blank");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions of " + name + " is " + partitions + ", expected at least 1");
        }
        configuration = Map.copyOf(new TreeMap<>(configuration));
    }

    /** Creates the specification of a topic whose partition count need not equal that of other topics. */
    public WantedTopic(String name, int partitions, Map<String, String> configuration) {
        this(name, partitions, Optional.empty(), configuration);
    }

    /**
     * Specifications of all topics that the contract ({@code topics.yaml}) declares.
     *
     * @param partitions partition count of the topics of a group, such as {@code contract::defaultPartitions}
     */
    public static List<WantedTopic> ofContract(
            Contract contract, TopicNames names, ToIntFunction<TopicDeclaration.PartitionGroup> partitions) {
        return contract.topics().stream()
                .map(topic -> new WantedTopic(
                        names.of(topic.name()),
                        partitions.applyAsInt(topic.partitions()),
                        // Topics with a single partition belong to no co-partition group.
                        Optional.of(topic.partitions())
                                .filter(group -> group != TopicDeclaration.PartitionGroup.SINGLE)
                                .map(group -> "the " + group.name().toLowerCase(Locale.ROOT) + " group"),
                        configuration(topic)))
                .toList();
    }

    private static Map<String, String> configuration(TopicDeclaration topic) {
        Map<String, String> configuration = new TreeMap<>();
        configuration.put(
                TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup().name().toLowerCase(Locale.ROOT));
        topic.retentionTime().ifPresent(time -> {
            configuration.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(time.toMillis()));
            configuration.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(RETAINED_SEGMENT_TIME.toMillis()));
        });
        if (topic.direction() == TopicDeclaration.Direction.IN) {
            // Retention, lag and the time of a withdrawal depend on record timestamps, so one clock must set them: the
            // broker's, not each sender's.
            configuration.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);
        }
        if (topic.cleanup() == TopicDeclaration.Cleanup.COMPACT) {
            // The active segment is never compacted: with Kafka's default of 1 GB each start would read all of it.
            configuration.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(COMPACTED_SEGMENT_BYTES));
            configuration.putAll(CompactionBounds.settings());
        }
        return configuration;
    }
}
