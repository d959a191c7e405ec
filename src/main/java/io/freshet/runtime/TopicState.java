package io.freshet.runtime;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it is on the cluster.
 *
 * @param replicationFactor copies of its first partition
 * @param cleanupPolicy {@code delete}, {@code compact} or {@code compact,delete}
 * @param retentionMillis how long records stay, -1 for ever
 * @param minInSyncReplicas how many copies must have a record before it counts as written
 * @param timestampType whose clock stamps records: {@code CreateTime}, the sender's, or {@code LogAppendTime}, the broker's
 */
public record TopicState(
        String name,
        int partitions,
        int replicationFactor,
        String cleanupPolicy,
        long retentionMillis,
        int minInSyncReplicas,
        String timestampType) {

    static TopicState of(TopicDescription description, Config configuration) {
        return new TopicState(
                description.name(),
                description.partitions().size(),
                description.partitions().get(0).replicas().size(),
                value(configuration, TopicConfig.CLEANUP_POLICY_CONFIG, "delete"),
                Long.parseLong(value(configuration, TopicConfig.RETENTION_MS_CONFIG, "-1")),
                Integer.parseInt(value(configuration, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1")),
                value(configuration, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"));
    }

    private static String value(Config configuration, String key, String otherwise) {
        @Nullable ConfigEntry entry = configuration.get(key);
        return entry == null || entry.value() == null ? otherwise : entry.value();
    }
}
