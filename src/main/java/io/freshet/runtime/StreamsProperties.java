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

/** Properties that Kafka Streams is started with; the reason for each value stands beside it. */
public final class StreamsProperties {
    /** Name of the property that holds the {@link Measurements} to which the error handlers report. */
    static final String MEASUREMENTS = "freshet.measurements";
    /** Name of the property that holds the prefix of topic names, for the error handlers. */
    static final String TOPIC_PREFIX = "freshet.topic.prefix";
    /**
     * Name of the property that holds {@link RocksDbMemory#blockCacheBytes()}, for {@link BoundedMemoryRocksDbConfig}.
     */
    static final String BLOCK_CACHE_BYTES = "freshet.rocksdb.block.cache.bytes";
    /**
     * Name of the property that holds {@link RocksDbMemory#writeBufferBytes()}, for {@link BoundedMemoryRocksDbConfig}.
     */
    static final String WRITE_BUFFER_BYTES = "freshet.rocksdb.write.buffer.bytes";

    private static final long RECORD_CACHE_BYTES = 32L << 20;

    /**
     * Time without a poll, in milliseconds, after which a stream thread loses its tasks to other instances. If the
     * thread is blocked, as in a write to a full disk, the readers of its partitions wait this long for another
     * instance to take over.
     */
    private static final int POLL_INTERVAL_MILLIS_MAX = 60_000;

    /**
     * Property that applies the processing exception handler to global stores, too. It is a literal, because Kafka has
     * deprecated the constant: a later release always behaves as if the property were true.
     */
    private static final String GLOBAL_STORES_HANDLE_EXCEPTIONS = "processing.exception.handler.global.enabled";

    /**
     * Kafka Streams properties that users must not set directly, because {@link RuntimeSettings} has a setting for
     * each.
     */
    private static final Set<String> RESERVED = Set.of(
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
     * Kafka Streams properties for building and starting a topology, derived from the settings of an instance.
     *
     * @param measurements receives the measurements of this instance, such as rejected records and rebuilt stores
     * @throws IllegalArgumentException if a pass-through property is unknown or Freshet has a setting for it
     */
    public static Properties of(RuntimeSettings settings, Measurements measurements) {
        Properties properties = new Properties();
        settings.cluster().properties().forEach(properties::put);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.processing().threads());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replicationFactor());
        if (settings.replicationFactor() >= TopicAdministration.REPLICAS_FOR_TWO_IN_SYNC) {
            // An acknowledged record must survive the loss of a broker, in changelogs as in the topics of the contract.
            properties.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), "2");
        }
        // The generated name of an unnamed operator, and of its topics, would change with the topology.
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Client metrics are on /metrics already; brokers need no copy.
        properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        delivery(properties, settings);
        stores(properties, settings);
        errors(properties, settings, measurements);
        passThrough(properties, settings.streamsProperties());
        // Last, because the recording level may come with the settings of all clients as well as with those of Streams.
        FilteredKafkaStreams.protectStores(properties);
        return properties;
    }

    private static void delivery(Properties properties, RuntimeSettings settings) {
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                settings.processing().guarantee().kafkaValue());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.processing().commitInterval().toMillis());
        // With Streams' default linger of 100 ms, a click waits 58 ms for its list instead of 2 under at-least-once.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                settings.processing().guarantee().linger().toMillis());
        // In the streams group protocol the broker sets these, and clients reject them.
        if (!"streams".equalsIgnoreCase(settings.streamsProperties().get(StreamsConfig.GROUP_PROTOCOL_CONFIG))) {
            int sessionMillis = (int) settings.processing().sessionTimeout().toMillis();
            properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), sessionMillis);
            properties.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), sessionMillis / 4);
            properties.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
                    POLL_INTERVAL_MILLIS_MAX);
            properties.put(
                    StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.state().standbyReplicas());
        }
    }

    private static void stores(Properties properties, RuntimeSettings settings) {
        // For stores that enable caching because a key changes often within a commit. The readers store does not:
        // millions of readers do not fit a record cache, and every store with many keys was slower with one.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, RECORD_CACHE_BYTES);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemoryRocksDbConfig.class);
        properties.put(BLOCK_CACHE_BYTES, settings.state().memory().blockCacheBytes());
        properties.put(WRITE_BUFFER_BYTES, settings.state().memory().writeBufferBytes());
    }

    private static void errors(Properties properties, RuntimeSettings settings, Measurements measurements) {
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, settings.deadLetterTopic());
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandlers.Reading.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandlers.Processing.class);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandlers.Sending.class);
        // Otherwise one bad record on the topic of a global store stops the instance at every start.
        properties.put(GLOBAL_STORES_HANDLE_EXCEPTIONS, true);
        // Kafka's extractor ends the thread, and in turn every instance, at a record without a timestamp.
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, ArrivalTime.class);
        properties.put(MEASUREMENTS, measurements);
        properties.put(ForeignVersionDetector.CONFIG, new ForeignVersionDetector(System::nanoTime));
        properties.put(StoreRepairs.CONFIG, new StoreRepairs(measurements));
        properties.put(TOPIC_PREFIX, settings.topicPrefix());
    }

    private static void passThrough(Properties properties, Map<String, String> given) {
        Set<String> known = StreamsConfig.configDef().names();
        given.forEach((key, value) -> {
            if (RESERVED.contains(key)) {
                throw new IllegalArgumentException(
                        "property " + key + " cannot be passed through: Freshet has a setting of its own for it");
            }
            if (!known.contains(key) && CLIENT_PREFIXES.stream().noneMatch(key::startsWith)) {
                throw new IllegalArgumentException("Kafka Streams has no property " + key + ": check its name");
            }
            properties.put(key, value);
        });
    }
}
