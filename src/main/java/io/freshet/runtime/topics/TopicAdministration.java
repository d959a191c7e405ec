package io.freshet.runtime.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates, checks, corrects and describes the topics of Freshet on a cluster. Safe from any thread. */
public final class TopicAdministration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAdministration.class);
    /**
     * Smallest replication factor for which Freshet sets {@code min.insync.replicas} to 2, so that a write must reach
     * two replicas.
     */
    public static final int REPLICAS_FOR_TWO_IN_SYNC = 3;

    /** Time after the creation of a topic during which some brokers may not know the topic yet. */
    private static final Duration CREATION_LAG_MAX = Duration.ofSeconds(10);

    private final Admin admin;
    /**
     * Creation times of the topics that this object created, by topic name and in the time of {@link System#nanoTime}.
     */
    private final Map<String, Long> createdNanos = new ConcurrentHashMap<>();

    /**
     * Creates an admin client for the topics of the cluster that {@code clientProperties} give access to.
     *
     * @param clientProperties {@code bootstrap.servers} and, where needed, security settings
     */
    public TopicAdministration(Map<String, String> clientProperties) {
        admin = AdminAnswers.client(clientProperties);
    }

    /**
     * Creates the topics that do not exist yet, leaves existing ones unchanged, and returns the names of the new ones.
     *
     * @param replicationFactor replicas of each partition; -1 for the cluster's default
     * @return names of the created topics, sorted
     * @throws KafkaUnavailableException if the cluster does not answer or rejects the request
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
        for (Map.Entry<String, KafkaFuture<Void>> creation : result.values().entrySet()) {
            try {
                AdminAnswers.await(creation.getValue(), "creating the topic " + creation.getKey());
                created.add(creation.getKey());
                createdNanos.put(creation.getKey(), System.nanoTime());
            } catch (KafkaUnavailableException e) {
                // Another instance that starts at the same time may have created the topic.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        created.sort(null);
        AdminAnswers.awaitTopics(admin, names -> names.containsAll(missing.keySet()));
        LOG.debug("created {} of {} topics", created.size(), wanted.size());
        return created;
    }

    /**
     * Differences between the wanted topics and the topics on the cluster; empty if there are none.
     *
     * @return differences, sorted by topic name, followed by the differences among co-partitioned topics
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public List<TopicDifference> check(Collection<WantedTopic> wanted) {
        return TopicComparison.of(wanted, describe(wanted));
    }

    /**
     * Changes to an application's topics since it last ran, such as a deleted or recreated topic; empty if there are
     * none. Must be called before missing topics are created.
     *
     * @return differences; those that prevent the start come first
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public List<TopicDifference> checkBeforeStart(ApplicationTopics topics) {
        return lossDetector(topics).beforeStart(describeAll(topics.all())).stream()
                .sorted(Comparator.comparing(difference -> !difference.preventsStart()))
                .toList();
    }

    /**
     * Corrects wrong settings of the changelogs and of the topics that only Freshet uses, and returns the changes, one
     * line each. Lowers each setting that keeps deleted records longer than the contract allows, and sets the cleanup
     * policy of changelogs to {@code compact}. Topics that the newsroom reads or writes are left unchanged.
     *
     * @return changes, one line each
     * @throws KafkaUnavailableException if the cluster does not answer or rejects the request
     */
    public List<String> correctSettings(ApplicationTopics topics) {
        Map<String, TopicState> actual = describeAll(topics.all());
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        List<String> lines = new ArrayList<>();
        List<WantedTopic> correctable = new ArrayList<>(topics.wanted());
        correctable.removeIf(topic -> !topics.internal().contains(topic.name()));
        topics.changelogs().stream()
                .filter(actual::containsKey)
                .forEach(name ->
                        correctable.add(TopicComparison.changelog(name, Objects.requireNonNull(actual.get(name)))));
        for (WantedTopic topic : correctable) {
            TopicState state = actual.get(topic.name());
            if (state == null) {
                continue;
            }
            Map<String, String> settings = TopicComparison.slowDeletions(topic, state);
            if (topics.changelogs().contains(topic.name())
                    && !TopicComparison.isSamePolicy(state.cleanupPolicy(), TopicConfig.CLEANUP_POLICY_COMPACT)) {
                settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            }
            settings.forEach((key, value) -> {
                changes.computeIfAbsent(
                                new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), name -> new ArrayList<>())
                        .add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
                lines.add("topic " + topic.name() + ": " + key + " " + state.setting(key, "") + " -> " + value);
            });
        }
        if (!changes.isEmpty()) {
            AdminAnswers.await(admin.incrementalAlterConfigs(changes).all(), "changing settings of internal topics");
        }
        return lines;
    }

    /** Creates a detector of topics of an application that were deleted, recreated or truncated. */
    public TopicLossDetector lossDetector(ApplicationTopics topics) {
        return new TopicLossDetector(admin, topics, System::nanoTime);
    }

    /**
     * State of each wanted topic that exists, by topic name.
     *
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public Map<String, TopicState> describe(Collection<WantedTopic> wanted) {
        return describeAll(wanted.stream().map(WantedTopic::name).toList());
    }

    /**
     * State of each of these topics that exists, by topic name. The broker that answers may not have heard yet of a
     * topic that this object has just created; the request is then repeated.
     *
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public Map<String, TopicState> describeAll(Collection<String> topics) {
        Map<String, TopicState> states = new TreeMap<>();
        AdminAnswers.awaitTrue("waiting for the brokers to know of new topics", () -> {
            states.clear();
            states.putAll(describeOnce(topics));
            return topics.stream().allMatch(name -> states.containsKey(name) || !isNew(name));
        });
        return states;
    }

    private boolean isNew(String topic) {
        Long created = createdNanos.get(topic);
        return created != null && System.nanoTime() - created < CREATION_LAG_MAX.toNanos();
    }

    private Map<String, TopicState> describeOnce(Collection<String> topics) {
        Set<String> existing = names();
        Set<String> present = topics.stream().filter(existing::contains).collect(Collectors.toSet());
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(present).topicNameValues();
        Map<ConfigResource, KafkaFuture<Config>> configurations = admin.describeConfigs(present.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .values();
        Map<String, TopicState> states = new TreeMap<>();
        configurations.forEach((resource, configuration) -> {
            KafkaFuture<TopicDescription> description = descriptions.get(resource.name());
            if (description != null) {
                state(description, configuration).ifPresent(state -> states.put(resource.name(), state));
            }
        });
        return states;
    }

    /**
     * State of a topic; empty if the broker that answers does not know the topic, because it was just created or
     * deleted.
     */
    private static Optional<TopicState> state(
            KafkaFuture<TopicDescription> description, KafkaFuture<Config> configuration) {
        try {
            return Optional.of(TopicState.of(
                    AdminAnswers.await(description, "describing topics"),
                    AdminAnswers.await(configuration, "reading topic settings")));
        } catch (KafkaUnavailableException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** Source of the offsets from which the lag of an application is computed. */
    public InputOffsets offsetsOf(String applicationId) {
        return new BrokerOffsets(admin, applicationId);
    }

    /**
     * Settings with which to create a topic: the wanted ones and, with three replicas or more, at least two in-sync
     * replicas. A write must then reach two replicas, so that the loss of one broker loses no event.
     */
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
        return AdminAnswers.await(admin.listTopics().names(), "listing topics");
    }
}
