package io.freshet.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka settings whose values may appear in output, logs and errors. This is an allow-list: a setting that is missing
 * here, such as one of a login module, an interceptor or a schema registry client, stays hidden.
 */
final class ShownSettings {

    private static final List<String> STREAMS_PREFIXES = List.of(
            StreamsConfig.MAIN_CONSUMER_PREFIX,
            StreamsConfig.RESTORE_CONSUMER_PREFIX,
            StreamsConfig.GLOBAL_CONSUMER_PREFIX,
            StreamsConfig.CONSUMER_PREFIX,
            StreamsConfig.PRODUCER_PREFIX,
            StreamsConfig.ADMIN_CLIENT_PREFIX);

    /**
     * Names of Kafka settings of type text or list whose values may be shown. URLs, claims, commands and key files are
     * left out on purpose.
     */
    private static final Set<String> TEXTS = Set.of(
            "acks",
            "application.id",
            "application.server",
            "auto.offset.reset",
            "bootstrap.controllers",
            "bootstrap.servers",
            "buffer.memory.allocation.strategy",
            "built.in.metrics.version",
            "client.dns.lookup",
            "client.id",
            "client.rack",
            "compression.type",
            "default.dsl.store",
            "default.interactive.query.isolation.level",
            "dsl.store.format",
            "errors.dead.letter.queue.topic.name",
            "group.id",
            "group.instance.id",
            "group.protocol",
            "group.remote.assignor",
            "interceptor.classes",
            "isolation.level",
            "metadata.recovery.strategy",
            "metric.reporters",
            "metrics.recording.level",
            "partition.assignment.strategy",
            "processing.guarantee",
            "rack.aware.assignment.strategy",
            "rack.aware.assignment.tags",
            SaslConfigs.SASL_KERBEROS_SERVICE_NAME,
            SaslConfigs.SASL_MECHANISM,
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            "share.acknowledgement.mode",
            "share.acquire.mode",
            SslConfigs.SSL_CIPHER_SUITES_CONFIG,
            SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
            SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG,
            SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG,
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            SslConfigs.SSL_PROTOCOL_CONFIG,
            SslConfigs.SSL_PROVIDER_CONFIG,
            SslConfigs.SSL_SECURE_RANDOM_IMPLEMENTATION_CONFIG,
            SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            "state.dir",
            "task.assignor.class",
            "topology.optimization",
            "transactional.id",
            "upgrade.from");

    private static final Set<String> TOPIC_SETTINGS = Set.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.COMPRESSION_TYPE_CONFIG,
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            TopicConfig.FILE_DELETE_DELAY_MS_CONFIG,
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
            TopicConfig.RETENTION_BYTES_CONFIG,
            TopicConfig.RETENTION_MS_CONFIG,
            TopicConfig.SEGMENT_BYTES_CONFIG,
            TopicConfig.SEGMENT_MS_CONFIG,
            TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG);

    private static final Set<ConfigDef.Type> HARMLESS_TYPES = Set.of(
            ConfigDef.Type.BOOLEAN,
            ConfigDef.Type.CLASS,
            ConfigDef.Type.DOUBLE,
            ConfigDef.Type.INT,
            ConfigDef.Type.LONG,
            ConfigDef.Type.SHORT);

    private static final Set<String> NAMES = names();

    private ShownSettings() {}

    /**
     * Whether the value of the Kafka setting {@code name}, without the prefix of {@link PassThrough}, may be shown.
     *
     * @param name name that Kafka Streams or a client reads, such as {@code producer.linger.ms}
     */
    static boolean contains(String name) {
        if (name.startsWith(StreamsConfig.TOPIC_PREFIX)) {
            return TOPIC_SETTINGS.contains(name.substring(StreamsConfig.TOPIC_PREFIX.length()));
        }
        return NAMES.contains(STREAMS_PREFIXES.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name));
    }

    /**
     * Names of Kafka settings whose values may be shown: those of a type that holds no secret, such as a number, and
     * {@link #TEXTS}. Settings that Kafka defines as passwords are left out.
     */
    private static Set<String> names() {
        Set<String> names = new HashSet<>(TEXTS);
        Set<String> passwords = new TreeSet<>();
        Stream.of(
                        ProducerConfig.configDef(),
                        ConsumerConfig.configDef(),
                        AdminClientConfig.configDef(),
                        StreamsConfig.configDef())
                .flatMap(definition -> definition.configKeys().values().stream())
                .forEach(key -> {
                    if (HARMLESS_TYPES.contains(key.type)) {
                        names.add(key.name);
                    } else if (key.type == ConfigDef.Type.PASSWORD) {
                        passwords.add(key.name);
                    }
                });
        names.removeAll(passwords);
        return Set.copyOf(names);
    }
}
