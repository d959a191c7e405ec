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
 * How an instance runs its topology.
 *
 * @param applicationId names the consumer group, the internal topics and the state; equal on all instances
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param stateDirectory where stores live; one directory per running instance
 * @param threads stream threads, 1 to 64
 * @param commitInterval how often work is committed; under exactly-once what is sent appears with the commit
 * @param sessionTimeout after how long without a sign of life another instance takes over
 * @param lagMax how long an input record may wait to be processed while the instance is ready
 * @param standbyReplicas copies of each store kept warm on other instances
 * @param replicationFactor of the internal topics, or -1 for the cluster's default
 * @param applicationServer {@code host:port} at which other instances reach this one's HTTP, or null if none ever asks
 * @param topicPrefix prefix of the names of Freshet's topics
 * @param kafkaProperties given to every Kafka client, for security settings
 * @param streamsProperties given to Kafka Streams, by Kafka's names; they override the other settings
 */
public record RuntimeSettings(
        String applicationId,
        String bootstrapServers,
        Path stateDirectory,
        int threads,
        Guarantee guarantee,
        Duration commitInterval,
        Duration sessionTimeout,
        Duration lagMax,
        int standbyReplicas,
        int replicationFactor,
        @Nullable String applicationServer,
        String topicPrefix,
        RocksDbMemory memory,
        Map<String, String> kafkaProperties,
        Map<String, String> streamsProperties) {

    public RuntimeSettings {
        requireText("applicationId", applicationId);
        requireText("bootstrapServers", bootstrapServers);
        requireRange("threads", threads, 1, 64);
        requireRange("standbyReplicas", standbyReplicas, 0, 8);
        requireRange("replicationFactor", replicationFactor, -1, Short.MAX_VALUE);
        requireRange("commitInterval in milliseconds", commitInterval.toMillis(), 1, 60_000);
        requireRange("sessionTimeout in milliseconds", sessionTimeout.toMillis(), 1_000, 600_000);
        requireRange("lagMax in milliseconds", lagMax.toMillis(), 1_000, 86_400_000);
        if (applicationServer != null && !applicationServer.matches("\\S+:\\d{1,5}")) {
            throw new IllegalArgumentException("applicationServer is " + applicationServer + ", expected host:port");
        }
        kafkaProperties = Map.copyOf(kafkaProperties);
        streamsProperties = Map.copyOf(streamsProperties);
    }

    /** One thread, exactly-once, no standby, topics under {@code freshet.}, unless set otherwise. */
    public static Builder builder(String applicationId, String bootstrapServers, Path stateDirectory) {
        return new Builder(applicationId, bootstrapServers, stateDirectory);
    }

    /** A builder that starts from these settings. */
    public Builder toBuilder() {
        return builder(applicationId, bootstrapServers, stateDirectory)
                .threads(threads)
                .guarantee(guarantee)
                .commitInterval(commitInterval)
                .sessionTimeout(sessionTimeout)
                .lagMax(lagMax)
                .standbyReplicas(standbyReplicas)
                .replicationFactor(replicationFactor)
                .applicationServer(applicationServer)
                .topicPrefix(topicPrefix)
                .memory(memory)
                .kafkaProperties(kafkaProperties)
                .streamsProperties(streamsProperties);
    }

    /** The full name of the topic for records that cannot be processed. */
    public String deadLetterTopic() {
        return new TopicNames(topicPrefix).of(Topics.DEAD_LETTERS);
    }

    /** The properties that any Kafka client needs to reach the cluster. */
    public Map<String, String> clientProperties() {
        Map<String, String> properties = new HashMap<>(kafkaProperties);
        properties.put("bootstrap.servers", bootstrapServers);
        return Map.copyOf(properties);
    }

    /** Identifies the instance; leaves out the values of pass-through properties, which may be secrets. */
    @Override
    public String toString() {
        return "RuntimeSettings[applicationId=" + applicationId + ", bootstrapServers=" + bootstrapServers
                + ", stateDirectory=" + stateDirectory + ", kafkaProperties=" + new TreeSet<>(kafkaProperties.keySet())
                + ", streamsProperties=" + new TreeSet<>(streamsProperties.keySet()) + "]";
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

    /** Collects settings; those not set stay at their defaults. */
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

        public Builder threads(int to) {
            threads = to;
            return this;
        }

        /** Sets the guarantee, with the commit interval that suits it. */
        public Builder guarantee(Guarantee to) {
            guarantee = to;
            return commitInterval(to.commitInterval());
        }

        public Builder commitInterval(Duration to) {
            commitInterval = to;
            return this;
        }

        public Builder sessionTimeout(Duration to) {
            sessionTimeout = to;
            return this;
        }

        public Builder lagMax(Duration to) {
            lagMax = to;
            return this;
        }

        public Builder standbyReplicas(int to) {
            standbyReplicas = to;
            return this;
        }

        public Builder replicationFactor(int to) {
            replicationFactor = to;
            return this;
        }

        public Builder applicationServer(@Nullable String to) {
            applicationServer = to;
            return this;
        }

        public Builder topicPrefix(String to) {
            topicPrefix = to;
            return this;
        }

        public Builder memory(RocksDbMemory to) {
            memory = to;
            return this;
        }

        public Builder kafkaProperties(Map<String, String> to) {
            kafkaProperties = to;
            return this;
        }

        /** Adds properties of Kafka Streams. */
        public Builder streamsProperties(Map<String, String> added) {
            streamsProperties.putAll(added);
            return this;
        }

        /**
         * The settings.
         *
         * @throws IllegalArgumentException if one is out of its range; the message names it
         */
        public RuntimeSettings build() {
            return new RuntimeSettings(
                    applicationId,
                    bootstrapServers,
                    stateDirectory,
                    threads,
                    guarantee,
                    commitInterval,
                    sessionTimeout,
                    lagMax,
                    standbyReplicas,
                    replicationFactor,
                    applicationServer,
                    topicPrefix,
                    memory,
                    kafkaProperties,
                    streamsProperties);
        }
    }
}
