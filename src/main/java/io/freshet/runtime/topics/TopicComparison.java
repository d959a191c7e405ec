package io.freshet.runtime.topics;

import io.freshet.codec.contract.CompactionBounds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/** Finds the differences between the topics that exist and those that Freshet needs. */
public final class TopicComparison {
    /** Smallest record size limit, in bytes, that a topic to which Freshet writes may have: Kafka's default. */
    static final int MESSAGE_BYTES = 1_048_588;

    /**
     * Names of the topic settings that limit how long erased and outdated records remain; the limits are in
     * milliseconds.
     */
    private static final Set<String> DELETION_BOUNDS =
            CompactionBounds.settings().keySet();

    private TopicComparison() {}

    /**
     * Differences between existing and wanted topics, sorted by topic name, followed by the differences among
     * co-partitioned topics; empty if there are none.
     *
     * @param actual existing topics by name
     */
    static List<TopicDifference> of(Collection<WantedTopic> wanted, Map<String, TopicState> actual) {
        List<TopicDifference> differences = new ArrayList<>();
        for (WantedTopic topic :
                new TreeMap<>(wanted.stream().collect(Collectors.toMap(WantedTopic::name, t -> t))).values()) {
            TopicState state = actual.get(topic.name());
            if (state == null) {
                differences.add(new TopicDifference.Missing(topic.name()));
                continue;
            }
            if (state.partitions() != topic.partitions()) {
                differences.add(
                        new TopicDifference.WrongPartitionCount(topic.name(), topic.partitions(), state.partitions()));
            }
            addWrongSettings(topic, state, differences);
        }
        differences.addAll(unequalCoPartitioning(wanted, actual));
        return differences;
    }

    /**
     * Differences between all existing and wanted topics of an application, including its changelogs. Also finds topics
     * whose limit of the record size is too low.
     *
     * @param actual existing topics by name
     */
    public static List<TopicDifference> of(ApplicationTopics topics, Map<String, TopicState> actual) {
        List<TopicDifference> differences = new ArrayList<>(of(topics.wanted(), actual));
        for (String name : topics.changelogs()) {
            TopicState state = actual.get(name);
            if (state != null) {
                addWrongSettings(changelog(name, state), state, differences);
            }
        }
        for (String name : topics.all()) {
            TopicState state = actual.get(name);
            if (state != null && !topics.inputs().contains(name) && state.messageBytesMax() < MESSAGE_BYTES) {
                differences.add(new TopicDifference.SmallMessageLimit(name, MESSAGE_BYTES, state.messageBytesMax()));
            }
        }
        return differences;
    }

    /** Settings that an existing changelog must have; the partition count is taken from its {@code state}. */
    static WantedTopic changelog(String name, TopicState state) {
        Map<String, String> settings = new TreeMap<>(CompactionBounds.settings());
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return new WantedTopic(name, state.partitions(), settings);
    }

    /** Wanted values, by name, of those settings with which the existing topic keeps deleted records too long. */
    static Map<String, String> slowDeletions(WantedTopic topic, TopicState state) {
        Map<String, String> slow = new TreeMap<>();
        topic.configuration().forEach((key, value) -> {
            if (DELETION_BOUNDS.contains(key) && Long.parseLong(state.setting(key, "0")) > Long.parseLong(value)) {
                slow.put(key, value);
            }
        });
        return slow;
    }

    /** Whether two values of {@code cleanup.policy} name the same set of policies. */
    static boolean isSamePolicy(String one, String other) {
        return policies(one).equals(policies(other));
    }

    private static void addWrongSettings(WantedTopic topic, TopicState state, List<TopicDifference> differences) {
        String name = topic.name();
        setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG)
                .filter(policy -> !isSamePolicy(policy, state.cleanupPolicy()))
                .ifPresent(policy ->
                        differences.add(new TopicDifference.WrongCleanupPolicy(name, policy, state.cleanupPolicy())));
        setting(topic, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
                .filter(type -> !type.equals(state.timestampType()))
                .ifPresent(type ->
                        differences.add(new TopicDifference.WrongTimestampType(name, type, state.timestampType())));
        setting(topic, TopicConfig.RETENTION_MS_CONFIG)
                .map(Long::parseLong)
                .filter(millis -> state.retentionMillis() >= 0 && state.retentionMillis() < millis)
                .ifPresent(millis ->
                        differences.add(new TopicDifference.ShortRetention(name, millis, state.retentionMillis())));
        slowDeletions(topic, state)
                .forEach((key, value) -> differences.add(
                        new TopicDifference.SlowDeletion(name, key, Long.parseLong(value), state.setting(key, "0"))));
    }

    private static Optional<String> setting(WantedTopic topic, String key) {
        return Optional.ofNullable(topic.configuration().get(key));
    }

    private static List<TopicDifference> unequalCoPartitioning(
            Collection<WantedTopic> wanted, Map<String, TopicState> actual) {
        Map<String, Map<String, Integer>> partitionsByGroup = new TreeMap<>();
        for (WantedTopic topic : wanted) {
            TopicState state = actual.get(topic.name());
            if (state != null && topic.coPartitionGroup().isPresent()) {
                partitionsByGroup
                        .computeIfAbsent(topic.coPartitionGroup().get(), group -> new TreeMap<>())
                        .put(topic.name(), state.partitions());
            }
        }
        return partitionsByGroup.entrySet().stream()
                .filter(group -> new TreeSet<>(group.getValue().values()).size() > 1)
                .<TopicDifference>map(
                        group -> new TopicDifference.UnequalCoPartitioning(group.getKey(), group.getValue()))
                .toList();
    }

    private static Set<String> policies(String cleanupPolicy) {
        return Set.of(cleanupPolicy.replace(" ", "").split(","));
    }
}
