package io.freshet.runtime.topics;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it is on the cluster.
 *
 * @param id given by the cluster: a topic that was deleted and created again has another
 * @param replicationFactor copies of its first partition
 * @param configuration the settings in force by Kafka's names, defaults included
 */
public record TopicState(
        String name, Uuid id, int partitions, int replicationFactor, Map<String, String> configuration) {

    public TopicState {
        configuration = Map.copyOf(configuration);
    }

    static TopicState of(TopicDescription description, Config configuration) {
        Map<String, String> settings = new TreeMap<>();
        for (ConfigEntry entry : configuration.entries()) {
            if (entry.value() != null) {
                settings.put(entry.name(), entry.value());
            }
        }
        return new TopicState(
                description.name(),
                description.topicId(),
                description.partitions().size(),
                description.partitions().get(0).replicas().size(),
                settings);
    }

    /** {@code delete}, {@code compact} or {@code compact,delete}. */
    public String cleanupPolicy() {
        return setting(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    }

    /** How long records stay, milliseconds; -1 for no limit. */
    public long retentionMillis() {
        return Long.parseLong(setting(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    }

    /** The clock that stamps records: {@code CreateTime}, the sender's, or {@code LogAppendTime}, the broker's. */
    public String timestampType() {
        return setting(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    }

    /** How many copies must have a record before it counts as written. */
    public int minInSyncReplicas() {
        return Integer.parseInt(setting(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1"));
    }

    /** The largest record batch the topic accepts, bytes. */
    public int messageBytesMax() {
        return Integer.parseInt(setting(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Integer.MAX_VALUE)));
    }

    /** The age of the oldest record the topic accepts, milliseconds by the sender's clock. */
    public long recordAgeMillisMax() {
        return Long.parseLong(
                setting(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE)));
    }

    /** The value of a setting. */
    String setting(String key, String otherwise) {
        return Objects.requireNonNull(configuration.getOrDefault(key, otherwise));
    }
}
