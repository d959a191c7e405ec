package io.freshet.runtime;

import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one running instance: Kafka cluster, processing, state stores and topics.
 *
 * @param applicationId name of the consumer group and prefix of the internal topics; equal on all instances
 * @param cluster access to Kafka
 * @param processing threads, processing guarantee and time limits
 * @param state directory, memory and replicas of the stores
 * @param topics names and replication of the topics
 * @param applicationServer {@code host:port} at which other instances reach this one over HTTP; null if they never do
 * @param streamsProperties Kafka Streams properties by Kafka's names; they override the values that Freshet sets, but
 *     must not name a property for which there is a setting here
 */
public record RuntimeSettings(
        String applicationId,
        ClusterSettings cluster,
        ProcessingSettings processing,
        StoreSettings state,
        TopicSettings topics,
        @Nullable String applicationServer,
        Map<String, String> streamsProperties) {

    /**
     * Access to the Kafka cluster: bootstrap servers, and properties for every Kafka client, such as security settings.
     *
     * @param bootstrapServers {@code host:port}, several separated by commas
     * @param properties properties of every Kafka client, such as security settings
     */
    public record ClusterSettings(String bootstrapServers, Map<String, String> properties) {
        public ClusterSettings {
            requireText("bootstrapServers", bootstrapServers);
            properties = Map.copyOf(properties);
        }
    }

    /**
     * Settings for processing records: threads, processing guarantee and time limits.
     *
     * @param threads number of stream threads, 1 to 64
     * @param commitInterval time between two commits, 1 ms to 1 minute; under exactly-once output is visible after the
     *     commit
     * @param sessionTimeout time without a heartbeat after which another instance takes over, 1 s to 10 minutes
     * @param lagMax time that an input record may wait while the instance counts as ready, 1 s to 1 day
     */
    public record ProcessingSettings(
            int threads, Guarantee guarantee, Duration commitInterval, Duration sessionTimeout, Duration lagMax) {
        public ProcessingSettings {
            requireRange("threads", threads, 1, 64);
            requireRange("commitInterval in milliseconds", commitInterval.toMillis(), 1, 60_000);
            requireRange("sessionTimeout in milliseconds", sessionTimeout.toMillis(), 1_000, 600_000);
            requireRange("lagMax in milliseconds", lagMax.toMillis(), 1_000, 86_400_000);
        }
    }

    /**
     * Settings of the state stores: directory, memory and standby replicas.
     *
     * @param directory state directory; one per running instance
     * @param memory memory that all stores of the process share
     * @param standbyReplicas warm copies of each store on other instances, 0 to 8
     */
    public record StoreSettings(Path directory, RocksDbMemory memory, int standbyReplicas) {
        public StoreSettings {
            requireRange("standbyReplicas", standbyReplicas, 0, 8);
        }
    }

    /**
     * Prefix of the topic names, and number of replicas of internal topics.
     *
     * @param prefix prefix of the names of Freshet's topics
     * @param replicationFactor replicas of each internal topic; -1 for the cluster's default
     */
    public record TopicSettings(String prefix, int replicationFactor) {
        public TopicSettings {
            requireRange("replicationFactor", replicationFactor, -1, Short.MAX_VALUE);
        }
    }

    public RuntimeSettings {
        requireText("applicationId", applicationId);
        if (applicationServer != null && !applicationServer.matches("\\S+:\\d{1,5}")) {
            throw new IllegalArgumentException("applicationServer is " + applicationServer + ", expected host:port");
        }
        streamsProperties = Map.copyOf(streamsProperties);
    }

    /**
     * Builder whose defaults are one thread, exactly-once, no standby replicas and the topic prefix {@code freshet.}.
     */
    public static Builder builder(String applicationId, String bootstrapServers, Path stateDirectory) {
        return new Builder(applicationId, bootstrapServers, stateDirectory);
    }

    /** Builder that starts with a copy of these settings. */
    public Builder toBuilder() {
        return builder(applicationId, bootstrapServers(), stateDirectory())
                .threads(processing.threads())
                .guarantee(processing.guarantee())
                .commitInterval(processing.commitInterval())
                .sessionTimeout(processing.sessionTimeout())
                .lagMax(processing.lagMax())
                .standbyReplicas(state.standbyReplicas())
                .replicationFactor(replicationFactor())
                .applicationServer(applicationServer)
                .topicPrefix(topicPrefix())
                .memory(state.memory())
                .kafkaProperties(cluster.properties())
                .streamsProperties(streamsProperties);
    }

    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    public Path stateDirectory() {
        return state.directory();
    }

    public String topicPrefix() {
        return topics.prefix();
    }

    public int replicationFactor() {
        return topics.replicationFactor();
    }

    /** Full name of the dead-letter topic, which receives the records that cannot be processed. */
    public String deadLetterTopic() {
        return new TopicNames(topicPrefix()).of(Topics.DEAD_LETTERS);
    }

    /** Properties that any Kafka client needs to reach the cluster. */
    public Map<String, String> clientProperties() {
        Map<String, String> properties = new HashMap<>(cluster.properties());
        properties.put("bootstrap.servers", bootstrapServers());
        return Map.copyOf(properties);
    }

    /** Text that identifies the instance, without the values of Kafka's properties, which may be secrets. */
    @Override
    public String toString() {
        return "RuntimeSettings[applicationId=" + applicationId + ", bootstrapServers=" + bootstrapServers()
                + ", stateDirectory=" + stateDirectory() + ", kafkaProperties="
                + new TreeSet<>(cluster.properties().keySet()) + ", streamsProperties="
                + new TreeSet<>(streamsProperties.keySet()) + "]";
    }

    private static void requireText(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
    }

    private static void requireRange(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " is " + value + ", expected " + min + " to " + max);
        }
    }

    /** Collects the settings of an instance; a setting that is not given keeps its default. */
    public static final class Builder {
        private final String applicationId;
        private final String bootstrapServers;
        private final Path stateDirectory;
        private int threads = 1;
        private Guarantee guarantee = Guarantee.EXACTLY_ONCE;
        private Duration commitInterval = Guarantee.EXACTLY_ONCE.commitInterval();
        private Duration sessionTimeout = Duration.ofSeconds(8);
        private Duration lagMax = Duration.ofMinutes(1);
        private int standbyReplicas = 0;
        private int replicationFactor = -1;
        private @Nullable String applicationServer;
        private String topicPrefix = TopicNames.DEFAULT_PREFIX;
        private RocksDbMemory memory = RocksDbMemory.DEFAULT;
        private Map<String, String> kafkaProperties = Map.of();
        private final Map<String, String> streamsProperties = new HashMap<>();

        private Builder(String applicationId, String bootstrapServers, Path stateDirectory) {
            this.applicationId = applicationId;
            this.bootstrapServers = bootstrapServers;
            this.stateDirectory = stateDirectory;
        }

        public Builder threads(int value) {
            threads = value;
            return this;
        }

        /** Sets the guarantee, and sets the commit interval to the guarantee's default. */
        public Builder guarantee(Guarantee value) {
            guarantee = value;
            return commitInterval(value.commitInterval());
        }

        public Builder commitInterval(Duration value) {
            commitInterval = value;
            return this;
        }

        public Builder sessionTimeout(Duration value) {
            sessionTimeout = value;
            return this;
        }

        public Builder lagMax(Duration value) {
            lagMax = value;
            return this;
        }

        public Builder standbyReplicas(int value) {
            standbyReplicas = value;
            return this;
        }

        public Builder replicationFactor(int value) {
            replicationFactor = value;
            return this;
        }

        public Builder applicationServer(@Nullable String value) {
            applicationServer = value;
            return this;
        }

        public Builder topicPrefix(String value) {
            topicPrefix = value;
            return this;
        }

        public Builder memory(RocksDbMemory value) {
            memory = value;
            return this;
        }

        public Builder kafkaProperties(Map<String, String> value) {
            kafkaProperties = value;
            return this;
        }

        /** Adds Kafka Streams properties, by Kafka's names, to those added before. */
        public Builder streamsProperties(Map<String, String> added) {
            streamsProperties.putAll(added);
            return this;
        }

        /**
         * Creates the settings from the values collected so far.
         *
         * @throws IllegalArgumentException if a setting is out of its range; the message names the setting
         */
        public RuntimeSettings build() {
            return new RuntimeSettings(
                    applicationId,
                    new ClusterSettings(bootstrapServers, kafkaProperties),
                    new ProcessingSettings(threads, guarantee, commitInterval, sessionTimeout, lagMax),
                    new StoreSettings(stateDirectory, memory, standbyReplicas),
                    new TopicSettings(topicPrefix, replicationFactor),
                    applicationServer,
                    streamsProperties);
        }
    }
}
