package io.freshet.runtime;

import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.store.ForeignVersionDetector;
import io.freshet.topology.store.StoreRepairs;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of a run as Kafka Streams wants them; the reasons for each value stand beside it. */
public final class StreamsProperties {
    /** Key of the {@link Measurements} that handlers count with. */
    static final String MEASUREMENTS = "freshet.measurements";
    /** Key of the prefix of topic names, for handlers. */
    static final String TOPIC_PREFIX = "freshet.topic.prefix";
    /** Keys of the {@link RocksDbMemory}, for {@link BoundedMemoryRocksDbConfig}. */
    static final String BLOCK_CACHE_BYTES = "freshet.rocksdb.block.cache.bytes";

    static final String WRITE_BUFFER_BYTES = "freshet.rocksdb.write.buffer.bytes";

    private static final long RECORD_CACHE_BYTES = 32L << 20;

    /**
     * A thread that makes no progress for this long loses its tasks to others. RocksDB blocks writes to a full disk until
     * there is space again, so readers wait this long then.
     */
    private static final int STANDSTILL_MILLIS_MAX = 60_000;

    /** A literal, because Kafka has deprecated the constant: a later release will always behave like this. */
    private static final String GLOBAL_STORES_HANDLE_EXCEPTIONS = "processing.exception.handler.global.enabled";

    /** Properties that {@link RuntimeSettings} sets: a second value would leave open which one applies. */
    private static final Set<String> OWNED = Set.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            StreamsConfig.STATE_DIR_CONFIG,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
            StreamsConfig.REPLICATION_FACTOR_CONFIG,
            StreamsConfig.APPLICATION_SERVER_CONFIG,
            StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);

    private static final List<String> CLIENT_PREFIXES = List.of(
            StreamsConfig.CONSUMER_PREFIX,
            StreamsConfig.MAIN_CONSUMER_PREFIX,
            StreamsConfig.RESTORE_CONSUMER_PREFIX,
            StreamsConfig.GLOBAL_CONSUMER_PREFIX,
            StreamsConfig.PRODUCER_PREFIX,
            StreamsConfig.ADMIN_CLIENT_PREFIX,
            StreamsConfig.TOPIC_PREFIX,
            StreamsConfig.CLIENT_TAG_PREFIX);

    private StreamsProperties() {}

    /**
     * The properties to build and to start a topology with.
     *
     * @param measurements counts what the error handlers reject
     * @throws IllegalArgumentException if a pass-through property is unknown or belongs to the settings themselves
     */
    public static Properties of(RuntimeSettings settings, Measurements measurements) {
        Properties properties = new Properties();
        settings.kafkaProperties().forEach(properties::put);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replicationFactor());
        if (settings.replicationFactor() >= TopicAdministration.REPLICAS_FOR_TWO_IN_SYNC) {
            // What is acknowledged must survive the loss of a broker in changelogs as well as in the topics of the
            // contract.
            properties.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), "2");
        }
        // An operator without a name of its own would change its topics' names with the next change of the wiring.
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Sends usage figures of the clients to the brokers; ours are on /metrics.
        properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        delivery(properties, settings);
        stores(properties, settings);
        errors(properties, settings, measurements);
        passThrough(properties, settings.streamsProperties());
        return properties;
    }

    private static void delivery(Properties properties, RuntimeSettings settings) {
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.guarantee().configured());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.commitInterval().toMillis());
        // Streams' own default of 100 ms makes a click wait 58 ms for its list instead of 2 where nothing waits for a
        // commit.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                settings.guarantee().linger().toMillis());
        // In the streams protocol the broker decides about these; the clients refuse them there.
        if (!"streams".equalsIgnoreCase(settings.streamsProperties().get(StreamsConfig.GROUP_PROTOCOL_CONFIG))) {
            int sessionMillis = (int) settings.sessionTimeout().toMillis();
            properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), sessionMillis);
            properties.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), sessionMillis / 4);
            properties.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
                    STANDSTILL_MILLIS_MAX);
            properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        }
    }

    private static void stores(Properties properties, RuntimeSettings settings) {
        // For the stores that ask for caching, where one commit sees many changes of one key. Readers do not: millions
        // of them do not fit a record cache, and with one every wide key space was slower.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, RECORD_CACHE_BYTES);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemoryRocksDbConfig.class);
        properties.put(BLOCK_CACHE_BYTES, settings.memory().blockCacheBytes());
        properties.put(WRITE_BUFFER_BYTES, settings.memory().writeBufferBytes());
    }

    private static void errors(Properties properties, RuntimeSettings settings, Measurements measurements) {
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, settings.deadLetterTopic());
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandlers.Reading.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandlers.Processing.class);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandlers.Sending.class);
        // Without it one bad record on a global store's topic stops the instance, at every start again.
        properties.put(GLOBAL_STORES_HANDLE_EXCEPTIONS, true);
        // Kafka's own extractor ends the thread, and with it every instance, at a record without a timestamp.
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, ArrivalTime.class);
        properties.put(MEASUREMENTS, measurements);
        properties.put(ForeignVersionDetector.CONFIG, new ForeignVersionDetector(System::nanoTime));
        properties.put(StoreRepairs.CONFIG, new StoreRepairs(measurements));
        properties.put(TOPIC_PREFIX, settings.topicPrefix());
    }

    private static void passThrough(Properties properties, Map<String, String> given) {
        Set<String> known = StreamsConfig.configDef().names();
        given.forEach((key, value) -> {
            if (OWNED.contains(key)) {
                throw new IllegalArgumentException(key + " is set by a setting of its own, not as a Kafka property");
            }
            if (!known.contains(key) && CLIENT_PREFIXES.stream().noneMatch(key::startsWith)) {
                throw new IllegalArgumentException("Kafka Streams knows no property " + key);
            }
            properties.put(key, value);
        });
    }
}
