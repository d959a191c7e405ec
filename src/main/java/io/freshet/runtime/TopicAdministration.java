package io.freshet.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates, checks and describes the topics of Freshet on a cluster. Safe from any thread. */
public final class TopicAdministration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAdministration.class);
    /** From so many copies on, a write must reach two. */
    static final int REPLICAS_FOR_TWO_IN_SYNC = 3;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Admin admin;

    /**
     * @param clientProperties how to reach the cluster: {@code bootstrap.servers} and, where needed, security settings
     */
    public TopicAdministration(Map<String, String> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis() / 2);
        admin = Admin.create(properties);
    }

    /**
     * Creates the topics that are missing and leaves the others as they are.
     *
     * @param replicationFactor copies of each partition, or -1 for the cluster's default
     * @return the names of those it created, in order
     * @throws KafkaUnavailableException if the cluster does not answer or refuses
     */
    public List<String> createMissing(Collection<WantedTopic> wanted, int replicationFactor) {
        Set<String> existing = names();
        Map<String, NewTopic> missing = new TreeMap<>();
        for (WantedTopic topic : wanted) {
            if (!existing.contains(topic.name())) {
                missing.put(
                        topic.name(),
                        new NewTopic(topic.name(), topic.partitions(), (short) replicationFactor)
                                .configs(configuration(topic, replicationFactor)));
            }
        }
        List<String> created = new ArrayList<>();
        CreateTopicsResult result = admin.createTopics(missing.values());
        for (Map.Entry<String, KafkaFuture<Void>> one : result.values().entrySet()) {
            try {
                KafkaAnswers.await(one.getValue(), "creating the topic " + one.getKey());
                created.add(one.getKey());
            } catch (KafkaUnavailableException e) {
                // Another instance that starts at the same moment may have won.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        created.sort(null);
        KafkaAnswers.awaitTopics(admin, names -> names.containsAll(missing.keySet()));
        LOG.debug("created {} of {} topics", created.size(), wanted.size());
        return created;
    }

    /**
     * Compares the topics wanted with those there.
     *
     * @return what differs, in the order of the topics' names; empty if nothing does
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public List<TopicDifference> check(Collection<WantedTopic> wanted) {
        Map<String, TopicState> actual = describe(wanted);
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
            Optional.ofNullable(topic.configuration().get(TopicConfig.CLEANUP_POLICY_CONFIG))
                    .filter(policy -> !policies(policy).equals(policies(state.cleanupPolicy())))
                    .ifPresent(policy -> differences.add(
                            new TopicDifference.WrongCleanupPolicy(topic.name(), policy, state.cleanupPolicy())));
            Optional.ofNullable(topic.configuration().get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                    .filter(type -> !type.equals(state.timestampType()))
                    .ifPresent(type -> differences.add(
                            new TopicDifference.WrongTimestampType(topic.name(), type, state.timestampType())));
        }
        differences.addAll(unequalCoPartitioning(wanted, actual));
        return differences;
    }

    /**
     * The wanted topics that are there, by name.
     *
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public Map<String, TopicState> describe(Collection<WantedTopic> wanted) {
        Set<String> existing = names();
        Set<String> present = wanted.stream()
                .map(WantedTopic::name)
                .filter(existing::contains)
                .collect(Collectors.toSet());
        Map<String, TopicDescription> descriptions =
                KafkaAnswers.await(admin.describeTopics(present).allTopicNames(), "describing topics");
        Map<ConfigResource, Config> configurations = KafkaAnswers.await(
                admin.describeConfigs(present.stream()
                                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                                .toList())
                        .all(),
                "reading topic settings");
        Map<String, TopicState> states = new TreeMap<>();
        configurations.forEach((resource, configuration) -> {
            TopicDescription description = descriptions.get(resource.name());
            if (description != null) {
                states.put(resource.name(), TopicState.of(description, configuration));
            }
        });
        return states;
    }

    /** With three copies or more, a write must reach two: one broker may then be lost without losing an event. */
    private static Map<String, String> configuration(WantedTopic topic, int replicationFactor) {
        Map<String, String> configuration = new HashMap<>(topic.configuration());
        if (replicationFactor >= REPLICAS_FOR_TWO_IN_SYNC) {
            configuration.putIfAbsent(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        return configuration;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private Set<String> names() {
        return KafkaAnswers.await(admin.listTopics().names(), "listing topics");
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
