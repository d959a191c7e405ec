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

/** All settings of Freshet, in the order in which documentation lists them; here those of an instance. */
public final class ConfigurationKeys {

    private static final List<ConfigurationKey<?>> KEYS = new ArrayList<>();

    public static final ConfigurationKey<String> APPLICATION_ID = key(
            "application.id",
            ValueType.text(
                    "letters, digits, dots, hyphens or underscores, at most 100",
                    Pattern.compile("[A-Za-z0-9._-]{1,100}")),
            "freshet",
            HIGH,
            "Instances with the same id share the work; it names consumer groups and internal topics.");

    public static final ConfigurationKey<String> BOOTSTRAP_SERVERS = key(
            "bootstrap.servers",
            ValueType.text(
                    "host:port, several separated by commas",
                    Pattern.compile("[^\\s,:]+:\\d{1,5}(\\s*,\\s*[^\\s,:]+:\\d{1,5})*")),
            "localhost:9092",
            HIGH,
            "Where Kafka is. The flag --bootstrap-servers sets it too.");

    public static final ConfigurationKey<String> TOPICS_PREFIX = key(
            "topics.prefix",
            ValueType.text(
                    "letters, digits, dots, hyphens or underscores, at most 100, possibly empty",
                    Pattern.compile("[A-Za-z0-9._-]{0,100}")),
            "freshet.",
            HIGH,
            "What the names of all topics start with.");

    public static final ConfigurationKey<Boolean> TOPICS_CREATE = key(
            "topics.create",
            ValueType.truth(),
            true,
            MEDIUM,
            "Whether a starting instance creates the topics that are missing, rather than naming them and stopping.");

    public static final ConfigurationKey<Integer> TOPICS_PARTITIONS = key(
            "topics.partitions",
            ValueType.integer(1, 1024),
            4,
            HIGH,
            "Partitions of the topics by reader and by article when they are created: the most stream threads that can"
                    + " share the work. It cannot be changed later without a reset.");

    public static final ConfigurationKey<Integer> TOPICS_REPLICATION_FACTOR = key(
            "topics.replication-factor",
            ValueType.integer(-1, 32),
            -1,
            HIGH,
            "Copies of each topic that is created, external and internal; -1 is the broker's default.");

    public static final ConfigurationKey<ProcessingGuarantee> PROCESSING_GUARANTEE = key(
            "processing.guarantee",
            ValueType.choice(ProcessingGuarantee.class),
            ProcessingGuarantee.EXACTLY_ONCE_V2,
            HIGH,
            "Whether a crash can make an event count twice. at_least_once lowers the time from click to list.");

    public static final ConfigurationKey<Integer> PROCESSING_THREADS = key(
            "processing.threads",
            ValueType.integer(1, 64),
            2,
            HIGH,
            "Stream threads of this instance; more than the cores or the partitions help nothing.");

    public static final ConfigurationKey<Duration> PROCESSING_COMMIT_INTERVAL = key(
            "processing.commit-interval",
            ValueType.duration(Duration.ofMillis(1), Duration.ofMinutes(1)),
            Duration.ofMillis(20),
            MEDIUM,
            "How often work is committed. Under exactly_once_v2 readers of the lists wait for it.");

    public static final ConfigurationKey<Integer> PROCESSING_STANDBY_REPLICAS = key(
            "processing.standby-replicas",
            ValueType.integer(0, 8),
            0,
            HIGH,
            "Warm copies of the state on other instances; 1 or more lets another instance take over in seconds.");

    public static final ConfigurationKey<Duration> PROCESSING_SESSION_TIMEOUT = key(
            "processing.session-timeout",
            ValueType.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
            Duration.ofSeconds(8),
            MEDIUM,
            "Without a sign of life for this long an instance is taken for dead and another takes over.");

    public static final ConfigurationKey<Duration> PROCESSING_LAG_MAX = key(
            "processing.lag-max",
            ValueType.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
            Duration.ofMinutes(1),
            MEDIUM,
            "An instance is not ready while an event has waited longer than this to be processed, be it behind others or"
                    + " behind an open transaction of its sender.");

    public static final ConfigurationKey<Duration> EVENTS_FUTURE_TOLERANCE = key(
            "events.future-tolerance",
            ValueType.duration(Duration.ZERO, Duration.ofDays(366)),
            Duration.ofMinutes(10),
            MEDIUM,
            "How far ahead of the clock the time of an event may be before the event is refused.");

    public static final ConfigurationKey<Duration> READERS_IDLE_MAX = key(
            "readers.idle-max",
            ValueType.duration(Duration.ofDays(1), Duration.ofDays(36_500)),
            Duration.ofDays(400),
            MEDIUM,
            "A reader who does not come back for so long is forgotten, with their list.");

    public static final ConfigurationKey<Duration> READERS_ERASURE_MEMORY = key(
            "readers.erasure-memory",
            ValueType.duration(Duration.ofHours(1), Duration.ofDays(36_500)),
            TopologySettings.defaults().erasureMemory(),
            MEDIUM,
            "How long an erasure is remembered, as a hash of the userId and a time, so that clicks from before it do not bring"
                    + " the reader back; at least the retention of clicks and impressions.");

    public static final ConfigurationKey<Duration> CATALOGUE_PUBLISH_INTERVAL = key(
            "catalogue.publish-interval",
            ValueType.duration(Duration.ofMillis(10), Duration.ofSeconds(10)),
            TopologySettings.defaults().publishInterval(),
            MEDIUM,
            "Least time between two announcements of what reads have taught of one article. Every instance hears each of"
                    + " them: raise it where thousands of articles are read at a time.");

    public static final ConfigurationKey<ExperimentMode> EXPERIMENT_MODE = key(
            "experiment.mode",
            ValueType.choice(ExperimentMode.class),
            ExperimentMode.OFF,
            MEDIUM,
            "Whether other settings are tried beside the live ones: shadow makes lists that nobody sees, on"
                    + " shadow-recommendations; split shows them to some readers.");

    public static final ConfigurationKey<Path> EXPERIMENT_FILE = key(
            "experiment.file",
            ValueType.path(),
            Path.of("experiment.properties"),
            MEDIUM,
            "The settings to try, such as recommend.learn-share; what it does not name is as in the live ones.");

    public static final ConfigurationKey<Double> EXPERIMENT_SHARE = key(
            "experiment.share",
            ValueType.decimal(0, 1),
            .1,
            MEDIUM,
            "Share of the readers who see the lists that are tried, with experiment.mode=split.");

    public static final ConfigurationKey<Path> STATE_DIRECTORY = key(
            "state.directory",
            ValueType.path(),
            Path.of("data", "state"),
            HIGH,
            "Where the state of this instance lies. It is rebuilt from Kafka if it is lost.");

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
            "The address the page, read API, metrics and health answer on; 0.0.0.0 for all. Any but this machine's own"
                    + " needs http.token or http.token-file.");

    public static final ConfigurationKey<Integer> HTTP_PORT = key(
            "http.port",
            ValueType.integer(0, 65_535),
            8080,
            HIGH,
            "The port of the page, read API, metrics and health; 0 takes any free one.");

    public static final ConfigurationKey<String> HTTP_ADVERTISED = key(
            "http.advertised",
            ValueType.text("host:port, or empty", Pattern.compile("([^\\s,:]+:\\d{1,5})?")),
            "",
            MEDIUM,
            "Where other instances reach this one's HTTP, to ask for readers it holds. Empty to find it out: http.host, or"
                    + " with 0.0.0.0 the address from which this instance reaches Kafka.");

    public static final ConfigurationKey<String> HTTP_TOKEN = key(
            "http.token",
            ValueType.secret(
                    "16 to 512 letters, digits or signs without spaces, or empty",
                    Pattern.compile("([\\x21-\\x7e]{16,512})?")),
            "",
            HIGH,
            "The secret to show, as Authorization: Bearer, for asking about readers; equal on all instances. A flag is"
                    + " seen by everybody on the machine: set it in the environment or by http.token-file.");

    public static final ConfigurationKey<String> HTTP_TOKEN_FILE = key(
            "http.token-file",
            ValueType.text(),
            "",
            MEDIUM,
            "A file whose first line is the token, in place of http.token; read at the start.");

    public static final ConfigurationKey<KafkaMetrics> METRICS_KAFKA = key(
            "metrics.kafka",
            ValueType.choice(KafkaMetrics.class),
            KafkaMetrics.CURATED,
            LOW,
            "Metrics of Kafka Streams and its clients at /metrics, beside those of Freshet: the few by which an operator"
                    + " tells what is wrong, all of several thousand, or none.");

    /** Every key, each once. */
    public static final List<ConfigurationKey<?>> ALL = Stream.of(KEYS, RecommendKeys.ALL, LanguageKeys.ALL)
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
