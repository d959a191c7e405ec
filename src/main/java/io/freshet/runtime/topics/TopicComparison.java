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

/** Compares topics as they are with topics as they shall be. */
public final class TopicComparison {
    /** Kafka's default. The topics that Freshet writes to must accept at least this. */
    static final int MESSAGE_BYTES = 1_048_588;

    /** Settings in milliseconds that bound how long erased and outdated records stay. */
    private static final Set<String> DELETION_BOUNDS =
            CompactionBounds.settings().keySet();

    private TopicComparison() {}

    /**
     * The differences, in the order of the topics' names; empty if there are none.
     *
     * @param actual the topics that are there, by name
     */
    public static List<TopicDifference> of(Collection<WantedTopic> wanted, Map<String, TopicState> actual) {
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

    /** The same for all topics of an application: record sizes too, and the changelogs that are there. */
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
                differences.add(new TopicDifference.SmallRecords(name, MESSAGE_BYTES, state.messageBytesMax()));
            }
        }
        return differences;
    }

    /** A changelog as it shall be, with the partitions that it has. */
    static WantedTopic changelog(String name, TopicState state) {
        Map<String, String> settings = new TreeMap<>(CompactionBounds.settings());
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return new WantedTopic(name, state.partitions(), settings);
    }

    /** The settings of a topic that keep deleted records for too long, with the values they shall have. */
    static Map<String, String> lateDeletions(WantedTopic topic, TopicState state) {
        Map<String, String> late = new TreeMap<>();
        topic.configuration().forEach((key, value) -> {
            if (DELETION_BOUNDS.contains(key) && Long.parseLong(state.setting(key, "0")) > Long.parseLong(value)) {
                late.put(key, value);
            }
        });
        return late;
    }

    /** Whether two values of {@code cleanup.policy} say the same. */
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
        lateDeletions(topic, state)
                .forEach((key, value) -> differences.add(
                        new TopicDifference.LateDeletion(name, key, Long.parseLong(value), state.setting(key, "0"))));
    }

    private static Optional<String> setting(WantedTopic topic, String key) {
        return Optional.ofNullable(topic.configuration().get(key));
    }

    private static List<TopicDifference> unequalCoPartitioning(
            Collection<WantedTopic> wanted, Map<String, TopicState> actual) {
        Map<String, Map<String, Integer>> partitionsByGroup = new TreeMap<>();
        for (WantedTopic topic : wanted) {
            TopicState state = actual.get(topic.name());
            if (state != null && topic.coPartitioned().isPresent()) {
                partitionsByGroup
                        .computeIfAbsent(topic.coPartitioned().get(), group -> new TreeMap<>())
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
