package io.freshet.config;

import static io.freshet.config.ConfigurationKey.Importance.HIGH;
import static io.freshet.config.ConfigurationKey.Importance.LOW;
import static io.freshet.config.ConfigurationKey.Importance.MEDIUM;

import io.freshet.config.ConfigurationKey.Importance;
import io.freshet.topology.context.TopologySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Defines the settings of an instance, such as topics, processing, state and HTTP, and lists the keys of all settings.
 */
public final class ConfigurationKeys {

    private static final List<ConfigurationKey<?>> KEYS = new ArrayList<>();

    public static final ConfigurationKey<String> APPLICATION_ID = key(
            "application.id",
            ValueType.text(
                    "letters, digits, dots, hyphens or underscores, at most 100",
                    Pattern.compile("[A-Za-z0-9._-]{1,100}")),
            "freshet",
            HIGH,
            "Id of the application, shared by all its instances; names the consumer group and prefixes internal"
                    + " topics.");

    public static final ConfigurationKey<String> BOOTSTRAP_SERVERS = key(
            "bootstrap.servers",
            ValueType.text(
                    "host:port, several separated by commas",
                    Pattern.compile("[^\\s,:]+:\\d{1,5}(\\s*,\\s*[^\\s,:]+:\\d{1,5})*")),
            "localhost:9092",
            HIGH,
            "Addresses of Kafka brokers. The flag --bootstrap-servers sets it too.");

    public static final ConfigurationKey<String> TOPICS_PREFIX = key(
            "topics.prefix",
            ValueType.text(
                    "letters, digits, dots, hyphens or underscores, at most 100, possibly empty",
                    Pattern.compile("[A-Za-z0-9._-]{0,100}")),
            "freshet.",
            HIGH,
            "Prefix of the names of all topics of Freshet.");

    public static final ConfigurationKey<Boolean> TOPICS_CREATE = key(
            "topics.create",
            ValueType.bool(),
            true,
            MEDIUM,
            "Whether an instance creates missing topics at start; otherwise it names them and stops.");

    public static final ConfigurationKey<Integer> TOPICS_PARTITIONS = key(
            "topics.partitions",
            ValueType.integer(1, 1024),
            4,
            HIGH,
            "Partition count of new topics keyed by reader or article, and so the largest number of stream threads"
                    + " that can share the work. Changing it later requires a reset.");

    public static final ConfigurationKey<Integer> TOPICS_REPLICATION_FACTOR = key(
            "topics.replication-factor",
            ValueType.integer(-1, 32),
            -1,
            HIGH,
            "Replicas of each new topic, external and internal; -1 uses the broker's default.");

    public static final ConfigurationKey<ProcessingGuarantee> PROCESSING_GUARANTEE = key(
            "processing.guarantee",
            ValueType.choice(ProcessingGuarantee.class),
            ProcessingGuarantee.EXACTLY_ONCE_V2,
            HIGH,
            "Processing guarantee. With at_least_once an event may count twice after a crash, but the latency from"
                    + " click to list is lower.");

    public static final ConfigurationKey<Integer> PROCESSING_THREADS = key(
            "processing.threads",
            ValueType.integer(1, 64),
            2,
            HIGH,
            "Stream threads of this instance; more than the cores or the partitions have no effect.");

    public static final ConfigurationKey<Duration> PROCESSING_COMMIT_INTERVAL = key(
            "processing.commit-interval",
            ValueType.duration(Duration.ofMillis(1), Duration.ofMinutes(1)),
            Duration.ofMillis(20),
            MEDIUM,
            "Time between commits. Under exactly_once_v2 lists become visible with the commit.");

    public static final ConfigurationKey<Integer> PROCESSING_STANDBY_REPLICAS = key(
            "processing.standby-replicas",
            ValueType.integer(0, 8),
            0,
            HIGH,
            "Warm copies of each store on other instances; with 1 or more another instance takes over within seconds.");

    public static final ConfigurationKey<Duration> PROCESSING_SESSION_TIMEOUT = key(
            "processing.session-timeout",
            ValueType.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
            Duration.ofSeconds(8),
            MEDIUM,
            "Time without a heartbeat after which an instance counts as dead and another takes over its partitions.");

    public static final ConfigurationKey<Duration> PROCESSING_LAG_MAX = key(
            "processing.lag-max",
            ValueType.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
            Duration.ofMinutes(1),
            MEDIUM,
            "Longest time an event may wait to be processed while the instance is ready; a wait for an open"
                    + " transaction counts too.");

    public static final ConfigurationKey<Duration> EVENTS_FUTURE_TOLERANCE = key(
            "events.future-tolerance",
            ValueType.duration(Duration.ZERO, Duration.ofDays(366)),
            Duration.ofMinutes(10),
            MEDIUM,
            "Tolerance for event times in the future; an event further ahead of the wall clock is rejected.");

    public static final ConfigurationKey<Duration> READERS_IDLE_MAX = key(
            "readers.idle-max",
            ValueType.duration(Duration.ofDays(1), Duration.ofDays(36_500)),
            Duration.ofDays(400),
            MEDIUM,
            "Idle time after which a reader's state and list expire.");

    public static final ConfigurationKey<Duration> READERS_ERASURE_MEMORY = key(
            "readers.erasure-memory",
            ValueType.duration(Duration.ofHours(1), Duration.ofDays(36_500)),
            TopologySettings.defaults().retention().erasures(),
            MEDIUM,
            "Retention of erasure marks (hash of the userId and a time), which keep earlier clicks from restoring an"
                    + " erased reader; at least the retention of the clicks and impressions topics.");

    public static final ConfigurationKey<Duration> CATALOGUE_PUBLISH_INTERVAL = key(
            "catalogue.publish-interval",
            ValueType.duration(Duration.ofMillis(10), Duration.ofSeconds(10)),
            TopologySettings.defaults().publishInterval(),
            MEDIUM,
            "Shortest time between two catalogue updates of one article that reads cause. Every instance receives"
                    + " every update: raise it if thousands of articles are read at the same time.");

    public static final ConfigurationKey<ExperimentMode> EXPERIMENT_MODE = key(
            "experiment.mode",
            ValueType.choice(ExperimentMode.class),
            ExperimentMode.OFF,
            MEDIUM,
            "Experiment with treatment settings: shadow evaluates treatment lists and publishes them on"
                    + " shadow-recommendations only; split shows them to a share of the readers.");

    public static final ConfigurationKey<Path> EXPERIMENT_FILE = key(
            "experiment.file",
            ValueType.path(),
            Path.of("experiment.properties"),
            MEDIUM,
            "Properties file with the treatment settings, such as recommend.learn-share; keys not in the file keep"
                    + " the configured values.");

    public static final ConfigurationKey<Double> EXPERIMENT_SHARE = key(
            "experiment.share",
            ValueType.decimal(0, 1),
            .1,
            MEDIUM,
            "Share of the readers who see treatment lists if experiment.mode is split.");

    public static final ConfigurationKey<Path> STATE_DIRECTORY = key(
            "state.directory",
            ValueType.path(),
            Path.of("data", "state"),
            HIGH,
            "Directory of this instance's state. Lost state is rebuilt from Kafka.");

    public static final ConfigurationKey<Long> STATE_CACHE = key(
            "state.cache",
            ValueType.size(1 << 20, 1L << 40),
            256L << 20,
            MEDIUM,
            "Memory outside the Java heap that all stores of the process share.");

    public static final ConfigurationKey<String> HTTP_HOST = key(
            "http.host",
            ValueType.text("a host name or address", Pattern.compile("[A-Za-z0-9._:-]{1,255}")),
            "127.0.0.1",
            HIGH,
            "Address on which the page, read API, metrics and health endpoints listen; 0.0.0.0 for all addresses. Any"
                    + " address other than loopback requires http.token or http.token-file.");

    public static final ConfigurationKey<Integer> HTTP_PORT = key(
            "http.port",
            ValueType.integer(0, 65_535),
            8080,
            HIGH,
            "Port of the page, read API, metrics and health endpoints; 0 chooses a free port.");

    public static final ConfigurationKey<String> HTTP_ADVERTISED = key(
            "http.advertised",
            ValueType.text("host:port, or empty", Pattern.compile("([^\\s,:]+:\\d{1,5})?")),
            "",
            MEDIUM,
            "Address at which other instances reach this one over HTTP, to read lists of readers that it holds. If"
                    + " empty, http.host is used, or with 0.0.0.0 the address from which this instance reaches Kafka.");

    public static final ConfigurationKey<String> HTTP_TOKEN = key(
            "http.token",
            ValueType.secret(
                    "16 to 512 letters, digits or signs without spaces, or empty",
                    Pattern.compile("([\\x21-\\x7e]{16,512})?")),
            "",
            HIGH,
            "Secret that requests about readers must send as Authorization: Bearer; equal on all instances. Flags are"
                    + " visible to every user of the machine: set it in the environment or use http.token-file.");

    public static final ConfigurationKey<String> HTTP_TOKEN_FILE = key(
            "http.token-file",
            ValueType.text(),
            "",
            MEDIUM,
            "File whose first line is the token, instead of http.token; read at start.");

    public static final ConfigurationKey<KafkaMetrics> METRICS_KAFKA = key(
            "metrics.kafka",
            ValueType.choice(KafkaMetrics.class),
            KafkaMetrics.CURATED,
            LOW,
            "Metrics of Kafka Streams and its clients on /metrics besides Freshet's own: curated for the few an"
                    + " operator needs, all for several thousand, or none.");

    /**
     * Keys of all settings in the order of the documentation, including those of {@link RecommendKeys} and
     * {@link WordKeys}.
     */
    public static final List<ConfigurationKey<?>> ALL = Stream.of(KEYS, RecommendKeys.ALL, WordKeys.ALL)
            .<ConfigurationKey<?>>flatMap(List::stream)
            .toList();

    private ConfigurationKeys() {}

    private static <T> ConfigurationKey<T> key(
            String name, ValueType<T> type, T defaultValue, Importance importance, String doc) {
        ConfigurationKey<T> key = new ConfigurationKey<>(name, type, defaultValue, importance, doc);
        KEYS.add(key);
        return key;
    }
}
