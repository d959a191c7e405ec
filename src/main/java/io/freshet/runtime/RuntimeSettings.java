package io.freshet.runtime;

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
 * @param linger how long a producer waits to fill a batch, see {@link Guarantee#linger()}
 * @param sessionTimeout after how long without a sign of life another instance takes over
 * @param lagMax how long an input record may wait to be processed while the instance is ready
 * @param standbyReplicas copies of each store kept warm on other instances
 * @param replicationFactor of the internal topics, or -1 for the cluster's default
 * @param applicationServer {@code host:port} at which other instances reach this one's HTTP, or null if none ever asks
 * @param topicPrefix what the names of Freshet's topics start with
 * @param deadLetterTopic the full name of the topic for what cannot be processed
 * @param kafkaProperties given to every Kafka client, for security settings
 * @param streamsProperties given to Kafka Streams over what this record says, by Kafka's names
 */
public record RuntimeSettings(
        String applicationId,
        String bootstrapServers,
        Path stateDirectory,
        int threads,
        Guarantee guarantee,
        Duration commitInterval,
        Duration linger,
        Duration sessionTimeout,
        Duration lagMax,
        int standbyReplicas,
        int replicationFactor,
        @Nullable String applicationServer,
        String topicPrefix,
        String deadLetterTopic,
        RocksDbMemory memory,
        Map<String, String> kafkaProperties,
        Map<String, String> streamsProperties) {

    public RuntimeSettings {
        requireText("applicationId", applicationId);
        requireText("bootstrapServers", bootstrapServers);
        requireText("deadLetterTopic", deadLetterTopic);
        requireRange("threads", threads, 1, 64);
        requireRange("standbyReplicas", standbyReplicas, 0, 8);
        requireRange("replicationFactor", replicationFactor, -1, Short.MAX_VALUE);
        requireRange("commitInterval in milliseconds", commitInterval.toMillis(), 1, 60_000);
        requireRange("linger in milliseconds", linger.toMillis(), 0, 10_000);
        requireRange("sessionTimeout in milliseconds", sessionTimeout.toMillis(), 1_000, 600_000);
        requireRange("lagMax in milliseconds", lagMax.toMillis(), 1_000, 86_400_000);
        if (applicationServer != null && !applicationServer.matches("\\S+:\\d{1,5}")) {
            throw new IllegalArgumentException("applicationServer is " + applicationServer + ", expected host:port");
        }
        kafkaProperties = Map.copyOf(kafkaProperties);
        streamsProperties = Map.copyOf(streamsProperties);
    }

    /** One thread, exactly-once, no standby, topics under {@code freshet.}. */
    public static RuntimeSettings defaults(String applicationId, String bootstrapServers, Path stateDirectory) {
        return new RuntimeSettings(
                applicationId,
                bootstrapServers,
                stateDirectory,
                1,
                Guarantee.EXACTLY_ONCE,
                Guarantee.EXACTLY_ONCE.commitInterval(),
                Guarantee.EXACTLY_ONCE.linger(),
                Duration.ofSeconds(8),
                Duration.ofMinutes(1),
                0,
                -1,
                null,
                "freshet.",
                "freshet.dead-letters",
                RocksDbMemory.DEFAULT,
                Map.of(),
                Map.of());
    }

    /** The same under another guarantee, with the commit interval and the linger that suit it. */
    public RuntimeSettings with(Guarantee other) {
        return new RuntimeSettings(
                applicationId,
                bootstrapServers,
                stateDirectory,
                threads,
                other,
                other.commitInterval(),
                other.linger(),
                sessionTimeout,
                lagMax,
                standbyReplicas,
                replicationFactor,
                applicationServer,
                topicPrefix,
                deadLetterTopic,
                memory,
                kafkaProperties,
                streamsProperties);
    }

    /** The same at another address for other instances. */
    public RuntimeSettings withApplicationServer(String address) {
        return new RuntimeSettings(
                applicationId,
                bootstrapServers,
                stateDirectory,
                threads,
                guarantee,
                commitInterval,
                linger,
                sessionTimeout,
                lagMax,
                standbyReplicas,
                replicationFactor,
                address,
                topicPrefix,
                deadLetterTopic,
                memory,
                kafkaProperties,
                streamsProperties);
    }

    /** The same with properties of Kafka Streams added. */
    public RuntimeSettings withStreamsProperties(Map<String, String> added) {
        Map<String, String> all = new HashMap<>(streamsProperties);
        all.putAll(added);
        return new RuntimeSettings(
                applicationId,
                bootstrapServers,
                stateDirectory,
                threads,
                guarantee,
                commitInterval,
                linger,
                sessionTimeout,
                lagMax,
                standbyReplicas,
                replicationFactor,
                applicationServer,
                topicPrefix,
                deadLetterTopic,
                memory,
                kafkaProperties,
                all);
    }

    /** What any Kafka client needs to reach the cluster. */
    public Map<String, String> clientProperties() {
        Map<String, String> properties = new HashMap<>(kafkaProperties);
        properties.put("bootstrap.servers", bootstrapServers);
        return Map.copyOf(properties);
    }

    /** What names the instance, without the values of what is passed through, which may be secrets. */
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
}
