package io.freshet.runtime.topics;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ids and partition counts of an application's topics as the application first saw them, to notice a topic that was
 * deleted and created again. All instances share it and it outlives their state directories, because it lies in Kafka:
 * in the metadata of offsets that the group {@code <application id>-topics} commits for the input topics, at their end. The
 * group has no members. Kafka drops it where the offsets of the application itself would expire. Safe from any thread.
 */
public final class TopicIdentities {
    private static final Logger LOG = LoggerFactory.getLogger(TopicIdentities.class);
    private static final String CHANGELOG = "~";

    /**
     * The identity of a topic, which a later topic of the same name does not share.
     *
     * @param partitions more than registered if some were added
     */
    record Entry(Uuid id, int partitions) {}

    private final Admin admin;
    private final ApplicationTopics topics;
    private final Map<String, String> namesByShort;

    public TopicIdentities(Admin admin, ApplicationTopics topics) {
        this.admin = admin;
        this.topics = topics;
        this.namesByShort = topics.all().stream().collect(Collectors.toMap(this::shortName, Function.identity()));
    }

    /** The group that an application's register lies in. */
    public static String group(String applicationId) {
        return applicationId + "-topics";
    }

    /**
     * The registered topics by full name; empty before the first start and after a reset.
     *
     * @throws KafkaUnavailableException if the cluster does not answer, or refuses
     */
    public Map<String, Entry> load() {
        String metadata;
        try {
            metadata = AdminAnswers.await(
                            admin.listConsumerGroupOffsets(group(topics.applicationId()))
                                    .partitionsToOffsetAndMetadata(),
                            "reading the register of topics")
                    .entrySet()
                    .stream()
                    .filter(offset -> offset.getValue() != null)
                    .min(Comparator.comparing(offset -> offset.getKey().topic()))
                    .map(offset -> offset.getValue().metadata())
                    .orElse("");
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw e;
        }
        return read(metadata);
    }

    /**
     * Replaces the register.
     *
     * @param entries by full name
     * @throws KafkaUnavailableException if the cluster does not answer, or refuses
     */
    void store(Map<String, Entry> entries) {
        String metadata = write(entries);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        topics.inputs().forEach(input -> ends.put(new TopicPartition(input, 0), OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> offsets =
                AdminAnswers.await(admin.listOffsets(ends).all(), "reading the ends of the input topics");
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        // At the end: tools that report the lag of groups shall not report one that means nothing.
        offsets.forEach((partition, end) -> commits.put(partition, new OffsetAndMetadata(end.offset(), metadata)));
        AdminAnswers.await(
                admin.alterConsumerGroupOffsets(group(topics.applicationId()), commits)
                        .all(),
                "writing the register of topics");
        LOG.debug("registered {} topics", entries.size());
    }

    private String write(Map<String, Entry> entries) {
        return new TreeMap<>(entries)
                .entrySet().stream()
                        .map(entry -> shortName(entry.getKey()) + ":"
                                + entry.getValue().partitions() + ":"
                                + entry.getValue().id())
                        .collect(Collectors.joining(","));
    }

    /** Ignores topics that are none of this version. */
    private Map<String, Entry> read(String metadata) {
        Map<String, Entry> entries = new TreeMap<>();
        for (String text : metadata.isEmpty() ? List.<String>of() : List.of(metadata.split(","))) {
            String[] parts = text.split(":");
            String name = namesByShort.get(parts[0]);
            if (parts.length == 3 && name != null) {
                entries.put(name, new Entry(Uuid.fromString(parts[2]), Integer.parseInt(parts[1])));
            }
        }
        return entries;
    }

    /** Kafka takes 4,096 bytes: what all names share is left out. */
    private String shortName(String topic) {
        Collection<String> changelogs = topics.changelogs();
        return changelogs.contains(topic)
                ? CHANGELOG
                        + topic.substring(topics.applicationId().length() + 1, topic.length() - "-changelog".length())
                : topic.substring(topics.prefix().length());
    }
}
