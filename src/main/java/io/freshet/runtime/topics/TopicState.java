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
 * Identity, partitions and settings of a topic that exists on the cluster.
 *
 * @param id topic id; a recreated topic has another
 * @param replicationFactor replicas of the first partition
 * @param configuration settings in force by Kafka's names, including defaults
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

    /** Cleanup policy: {@code delete}, {@code compact} or {@code compact,delete}. */
    public String cleanupPolicy() {
        return setting(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    }

    /** Retention of records, milliseconds; -1 for no limit. */
    public long retentionMillis() {
        return Long.parseLong(setting(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    }

    /** Clock that stamps records: {@code CreateTime} for the sender's, {@code LogAppendTime} for the broker's. */
    public String timestampType() {
        return setting(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    }

    /** Number of replicas that must have a record before the write is acknowledged. */
    public int minInSyncReplicas() {
        return Integer.parseInt(setting(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1"));
    }

    /** Size limit of a record batch after compression, bytes. */
    public int messageBytesMax() {
        return Integer.parseInt(setting(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Integer.MAX_VALUE)));
    }

    /** Age above which the topic rejects a record, by the record's timestamp, milliseconds. */
    public long recordAgeMillisMax() {
        return Long.parseLong(
                setting(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE)));
    }

    /** Value of a setting, or the default if the setting is absent. */
    String setting(String key, String defaultValue) {
        return Objects.requireNonNull(configuration.getOrDefault(key, defaultValue));
    }
}
