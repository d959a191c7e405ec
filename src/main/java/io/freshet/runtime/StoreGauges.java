package io.freshet.runtime;

import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * Keeps Kafka Streams' gauges of RocksDB stores, such as {@code estimate-num-keys}, out of JMX and of the metrics of
 * the client. Each reads native memory without a lock against the store's {@code close}: a scrape of the metrics while
 * partitions move to another instance ends the process with a segmentation fault (Kafka Streams 4.4.0, KAFKA-10025).
 */
final class StoreGauges {
    private static final String GROUP = "stream-state-metrics";
    private static final String STORE_TAG_PREFIX = "rocksdb-";
    /** Regular expression for the names of the JMX beans of RocksDB stores. A bean cannot be hidden in part. */
    private static final String BEANS = "kafka\\.streams:type=" + GROUP + ",.*" + STORE_TAG_PREFIX + ".*";
    /**
     * Metrics recording level at which Kafka Streams itself does not read the native statistics of the stores. At the
     * other levels one of its threads reads them every minute.
     */
    private static final String SAFE_LEVEL = "INFO";

    private StoreGauges() {}

    /** Adds to {@code properties} the setting that excludes the gauges of RocksDB stores from JMX. */
    static void hide(Properties properties) {
        properties.put(JmxReporter.EXCLUDE_CONFIG, BEANS);
    }

    /**
     * Rejects a configured Kafka Streams property with which Kafka Streams itself would read native memory of stores.
     *
     * @throws IllegalArgumentException if with this property Kafka Streams itself reads native memory of stores
     */
    static void check(String key, String value) {
        if (key.equals(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG) && !value.equals(SAFE_LEVEL)) {
            throw new IllegalArgumentException("property " + key + " is " + value + ": with it Kafka Streams reads"
                    + " statistics of stores while they close, which can end the process (KAFKA-10025); use "
                    + SAFE_LEVEL);
        }
    }

    /**
     * Creates a Kafka Streams client, not started, whose {@link KafkaStreams#metrics()} omits the gauges of RocksDB
     * stores.
     */
    static KafkaStreams streams(Topology topology, Properties properties, KafkaClientSupplier clients) {
        return new KafkaStreams(topology, properties, clients) {
            @Override
            public Map<MetricName, ? extends Metric> metrics() {
                return super.metrics().entrySet().stream()
                        .filter(metric -> !isStoreGauge(metric.getValue()))
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
            }
        };
    }

    /**
     * Whether a metric is a gauge of a RocksDB store, so that reading it may call RocksDB. Also true for some gauges
     * that do not call RocksDB.
     */
    static boolean isStoreGauge(Metric metric) {
        return metric.metricName().group().equals(GROUP)
                && metric.metricName().tags().keySet().stream().anyMatch(tag -> tag.startsWith(STORE_TAG_PREFIX))
                && !(metric instanceof KafkaMetric measured && measured.isMeasurable());
    }
}
