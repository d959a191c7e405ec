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
 * A topic as it shall be on the cluster.
 *
 * @param name its full name, prefix included
 * @param partitions at least 1
 * @param coPartitioned the name of the group of topics that must have equal partition counts, if it belongs to one
 * @param configuration topic settings by Kafka's names, such as {@code cleanup.policy} and {@code retention.ms}
 */
public record WantedTopic(
        String name, int partitions, Optional<String> coPartitioned, Map<String, String> configuration) {

    private static final int COMPACTED_SEGMENT_BYTES = 64 << 20;
    /** Records of a topic with retention stay until their whole segment is past it: at most this much longer. */
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

    /** A topic outside every co-partitioning group. */
    public WantedTopic(String name, int partitions, Map<String, String> configuration) {
        this(name, partitions, Optional.empty(), configuration);
    }

    /**
     * Every topic of the contract.
     *
     * @param partitions how many partitions the topics of a group shall have, such as {@code contract::defaultPartitions}
     */
    public static List<WantedTopic> ofContract(
            Contract contract, TopicNames names, ToIntFunction<TopicDeclaration.PartitionGroup> partitions) {
        return contract.topics().stream()
                .map(topic -> new WantedTopic(
                        names.of(topic.name()),
                        partitions.applyAsInt(topic.partitions()),
                        // Topics of one partition have no partner to be equal to.
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
            // Retention, how far a task is behind and what a withdrawal counts from hang on it: it must be the broker's
            // clock, not that of each sender.
            configuration.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);
        }
        if (topic.cleanup() == TopicDeclaration.Cleanup.COMPACT) {
            // The newest segment is never compacted: Kafka's 1 GB would all be read at each start.
            configuration.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(COMPACTED_SEGMENT_BYTES));
            configuration.putAll(CompactionBounds.settings());
        }
        return configuration;
    }
}
