package io.freshet.codec.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.freshet.codec.contract.TopicDeclaration.Direction;
import io.freshet.codec.contract.TopicDeclaration.PartitionGroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All topics and stores of Freshet, as {@code topology/topics.yaml} declares them.
 *
 * @param partitionGroups default number of partitions of each group of topics
 * @param topics in the order of the file
 * @param stores in the order of the file
 */
public record Contract(
        Map<PartitionGroup, Partitions> partitionGroups, List<TopicDeclaration> topics, List<StoreDeclaration> stores) {
    private static final String RESOURCE = "/topology/topics.yaml";

    /**
     * Default number of partitions of a group of topics, and why the group needs equal numbers.
     *
     * @param partitions default number, at least 1
     * @param description reason why the topics of the group have equally many partitions
     */
    public record Partitions(int partitions, String description) {
        public Partitions {
            if (partitions < 1) {
                throw new IllegalArgumentException("partitions is " + partitions + ", expected at least 1");
            }
        }
    }

    public Contract {
        partitionGroups = Map.copyOf(partitionGroups);
        topics = List.copyOf(topics);
        stores = List.copyOf(stores);
        if (!partitionGroups.keySet().equals(EnumSet.allOf(PartitionGroup.class))) {
            throw new IllegalArgumentException("partitionGroups declares " + partitionGroups.keySet() + ", expected "
                    + EnumSet.allOf(PartitionGroup.class));
        }
        Set<String> topicNames = new HashSet<>();
        topics.forEach(topic -> checkUnique("topic", topic.name(), topicNames));
        Set<String> storeNames = new HashSet<>();
        for (StoreDeclaration store : stores) {
            checkUnique("store", store.name(), storeNames);
            store.sourceTopic().filter(name -> !topicNames.contains(name)).ifPresent(name -> {
                throw new IllegalArgumentException("store " + store.name() + " has the undeclared topic " + name);
            });
        }
    }

    /** Loads the topics and stores of this build from {@code topology/topics.yaml}. */
    public static Contract load() {
        try (InputStream yaml = Contract.class.getResourceAsStream(RESOURCE)) {
            if (yaml == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return read(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /** Parses a contract from YAML; unknown and repeated fields are errors. */
    static Contract read(InputStream yaml) throws IOException {
        SimpleModule durations = new SimpleModule().addDeserializer(Duration.class, new IsoDurationDeserializer());
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addModule(durations)
                .build();
        return mapper.readValue(yaml, Contract.class);
    }

    /**
     * Returns the declaration of the topic {@code name}; the name has no topic prefix and must be declared.
     *
     * @throws IllegalArgumentException if there is no such topic
     */
    public TopicDeclaration topic(String name) {
        return topics.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic is named " + name));
    }

    /** The input and output topics, which connect the newsroom and Freshet. */
    public List<TopicDeclaration> externalTopics() {
        return topics.stream()
                .filter(topic -> topic.direction() != Direction.INTERNAL)
                .toList();
    }

    /** Default number of partitions of each topic in {@code group}. */
    public int defaultPartitions(PartitionGroup group) {
        Partitions partitions = partitionGroups.get(group);
        if (partitions == null) {
            throw new IllegalStateException("group " + group + " is missing although the constructor requires it");
        }
        return partitions.partitions();
    }

    private static void checkUnique(String kind, String name, Set<String> names) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("two declarations of the " + kind + " " + name);
        }
    }

    private static final class IsoDurationDeserializer extends FromStringDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        private IsoDurationDeserializer() {
            super(Duration.class);
        }

        @Override
        protected Duration _deserialize(String text, DeserializationContext context) throws JsonProcessingException {
            return Duration.parse(text);
        }
    }
}
