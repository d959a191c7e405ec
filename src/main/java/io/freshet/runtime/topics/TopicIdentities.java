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
 * Stores the ids and partition counts of an application's topics as first seen, to detect a topic that was deleted and
 * recreated. The identities are kept in Kafka, so that all instances share them and they outlive the state directories:
 * in the metadata of offsets that the group {@code <application id>-topics} commits at the end of the input topics. The
 * group has no members; Kafka expires its offsets when it would expire those of the application. Safe from any thread.
 */
public final class TopicIdentities {
    private static final Logger LOG = LoggerFactory.getLogger(TopicIdentities.class);
    /** Prefix that distinguishes changelogs from other topics in the text that is stored in Kafka. */
    private static final String CHANGELOG = "~";

    /**
     * Identity of a topic: its id, and its partition count when first seen.
     *
     * @param id topic id, which a recreated topic of the same name does not share
     * @param partitions partition count when the topic was first seen
     */
    record Entry(Uuid id, int partitions) {}

    private final Admin admin;
    private final ApplicationTopics topics;
    private final Map<String, String> nameByShortName;

    public TopicIdentities(Admin admin, ApplicationTopics topics) {
        this.admin = admin;
        this.topics = topics;
        this.nameByShortName = topics.all().stream().collect(Collectors.toMap(this::shortName, Function.identity()));
    }

    /**
     * Name of the consumer group whose offset metadata hold the ids and partition counts of an application's topics.
     */
    public static String group(String applicationId) {
        return applicationId + "-topics";
    }

    /**
     * Stored identities by full topic name; empty before the first start and after a reset.
     *
     * @throws KafkaUnavailableException if the cluster does not answer or rejects the request
     */
    public Map<String, Entry> load() {
        String metadata;
        try {
            metadata = AdminAnswers.await(
                            admin.listConsumerGroupOffsets(group(topics.applicationId()))
                                    .partitionsToOffsetAndMetadata(),
                            "reading the identities of topics")
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
     * Replaces all stored identities with {@code entries}.
     *
     * @param entries identities by full topic name
     * @throws KafkaUnavailableException if the cluster does not answer or rejects the request
     */
    void store(Map<String, Entry> entries) {
        String metadata = write(entries);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        topics.inputs().forEach(input -> ends.put(new TopicPartition(input, 0), OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> offsets =
                AdminAnswers.await(admin.listOffsets(ends).all(), "reading the ends of the input topics");
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        // Committed at the end, so that tools report no lag for this group.
        offsets.forEach((partition, end) -> commits.put(partition, new OffsetAndMetadata(end.offset(), metadata)));
        AdminAnswers.await(
                admin.alterConsumerGroupOffsets(group(topics.applicationId()), commits)
                        .all(),
                "storing the identities of topics");
        LOG.debug("stored the identities of {} topics", entries.size());
    }

    private String write(Map<String, Entry> entries) {
        return new TreeMap<>(entries)
                .entrySet().stream()
                        .map(entry -> shortName(entry.getKey()) + ":"
                                + entry.getValue().partitions() + ":"
                                + entry.getValue().id())
                        .collect(Collectors.joining(","));
    }

    /** Decodes identities from the text stored in Kafka, by full topic name; ignores topics unknown to this version. */
    private Map<String, Entry> read(String metadata) {
        Map<String, Entry> entries = new TreeMap<>();
        for (String text : metadata.isEmpty() ? List.<String>of() : List.of(metadata.split(","))) {
            String[] parts = text.split(":");
            String name = nameByShortName.get(parts[0]);
            if (parts.length == 3 && name != null) {
                entries.put(name, new Entry(Uuid.fromString(parts[2]), Integer.parseInt(parts[1])));
            }
        }
        return entries;
    }

    /**
     * Name of a topic in the text that is stored in Kafka: without the topic prefix; for a changelog, {@code ~} and the
     * name of its store. Kafka limits the metadata of an offset, which holds the text, to 4,096 bytes.
     */
    private String shortName(String topic) {
        Collection<String> changelogs = topics.changelogs();
        return changelogs.contains(topic)
                ? CHANGELOG
                        + topic.substring(
                                topics.applicationId().length() + 1,
                                topic.length() - ApplicationTopics.CHANGELOG_SUFFIX.length())
                : topic.substring(topics.prefix().length());
    }
}
