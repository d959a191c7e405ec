package io.freshet.cli;

import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.TopicDeclaration.PartitionGroup;
import io.freshet.codec.contract.TopicNames;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationException;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.PassThrough;
import io.freshet.config.ProcessingGuarantee;
import io.freshet.runtime.Guarantee;
import io.freshet.runtime.RocksDbMemory;
import io.freshet.runtime.RuntimeSettings;
import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.runtime.topics.WantedTopic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** Derives an instance's runtime settings and the application's topics from the configuration. */
public final class InstanceSettings {

    private InstanceSettings() {}

    /**
     * Builds an instance's runtime settings except {@code applicationServer}, the address for other instances. The HTTP
     * port that the address contains is not bound yet.
     *
     * @throws ConfigurationException if a {@code sasl.jaas.config} among the Kafka properties is malformed
     */
    public static RuntimeSettings runtime(Configuration configuration) {
        for (PassThrough passThrough : PassThrough.values()) {
            configuration.passThrough(passThrough).forEach((name, value) -> checkLogin(passThrough, name, value));
        }
        long cacheBytes = configuration.get(ConfigurationKeys.STATE_CACHE);
        RuntimeSettings.Builder settings = RuntimeSettings.builder(
                        configuration.get(ConfigurationKeys.APPLICATION_ID),
                        configuration.get(ConfigurationKeys.BOOTSTRAP_SERVERS),
                        configuration.get(ConfigurationKeys.STATE_DIRECTORY))
                .threads(configuration.get(ConfigurationKeys.PROCESSING_THREADS))
                .guarantee(guarantee(configuration.get(ConfigurationKeys.PROCESSING_GUARANTEE)))
                .sessionTimeout(configuration.get(ConfigurationKeys.PROCESSING_SESSION_TIMEOUT))
                .lagMax(configuration.get(ConfigurationKeys.PROCESSING_LAG_MAX))
                .standbyReplicas(configuration.get(ConfigurationKeys.PROCESSING_STANDBY_REPLICAS))
                .replicationFactor(configuration.get(ConfigurationKeys.TOPICS_REPLICATION_FACTOR))
                .topicPrefix(topicNames(configuration).prefix())
                .memory(new RocksDbMemory(cacheBytes, cacheBytes / 4))
                .kafkaProperties(configuration.passThrough(PassThrough.KAFKA))
                .streamsProperties(configuration.passThrough(PassThrough.STREAMS));
        if (configuration.isSet(ConfigurationKeys.PROCESSING_COMMIT_INTERVAL)) {
            settings.commitInterval(configuration.get(ConfigurationKeys.PROCESSING_COMMIT_INTERVAL));
        }
        return settings.build();
    }

    public static TopicNames topicNames(Configuration configuration) {
        return new TopicNames(configuration.get(ConfigurationKeys.TOPICS_PREFIX));
    }

    /**
     * All topics of the application: those of {@code topics.yaml} with their required partitions and settings, and the
     * names of the changelogs.
     */
    public static ApplicationTopics topics(Configuration configuration) {
        int partitions = configuration.get(ConfigurationKeys.TOPICS_PARTITIONS);
        return ApplicationTopics.ofContract(
                Contract.load(),
                topicNames(configuration),
                configuration.get(ConfigurationKeys.APPLICATION_ID),
                group -> group == PartitionGroup.SINGLE ? 1 : partitions);
    }

    /**
     * The topics that {@code topics.yaml} declares, in its order, with their required partitions and settings; no
     * changelogs.
     */
    public static List<WantedTopic> contractTopics(Configuration configuration) {
        return topics(configuration).wanted();
    }

    /**
     * Rejects a malformed value of the property {@code sasl.jaas.config}; accepts any other property. Kafka would
     * reject the value, too, but its error message may repeat the password.
     */
    private static void checkLogin(PassThrough passThrough, String name, String value) {
        if (name.endsWith(SaslConfigs.SASL_JAAS_CONFIG)) {
            try {
                var unused = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(value)));
            } catch (IllegalArgumentException unreadable) {
                throw new ConfigurationException(passThrough.prefix() + name
                        + " is not a valid login: write it as MODULE required username=\"...\" password=\"...\";");
            }
        }
    }

    private static Guarantee guarantee(ProcessingGuarantee configured) {
        return switch (configured) {
            case EXACTLY_ONCE_V2 -> Guarantee.EXACTLY_ONCE;
            case AT_LEAST_ONCE -> Guarantee.AT_LEAST_ONCE;
        };
    }
}
