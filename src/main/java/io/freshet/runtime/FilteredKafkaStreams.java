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
 * Kafka Streams whose metrics lack the gauges of RocksDB stores, such as {@code estimate-num-keys}. Each of these gauges
 * reads native memory without a lock against the store's {@code close}: a read while partitions move to another instance
 * ends the process with a segmentation fault (Kafka Streams 4.4.0, KAFKA-10025).
 */
final class FilteredKafkaStreams extends KafkaStreams {
    private static final String GROUP = "stream-state-metrics";
    private static final String STORE_TAG_PREFIX = "rocksdb-";
    /**
     * Regular expression for the names of the JMX beans to hide, those of RocksDB stores. A bean cannot be hidden in
     * part.
     */
    private static final String BEANS = "kafka\\.streams:type=" + GROUP + ",.*" + STORE_TAG_PREFIX + ".*";
    /**
     * Only allowed level of metrics recording: at others a thread of Kafka Streams reads the native statistics of the
     * stores every minute.
     */
    private static final String SAFE_LEVEL = "INFO";

    FilteredKafkaStreams(Topology topology, Properties properties, KafkaClientSupplier clients) {
        super(topology, properties, clients);
    }

    /** Copy of all metrics, without the gauges of RocksDB stores. */
    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return super.metrics().entrySet().stream()
                .filter(metric -> !isStoreGauge(metric.getValue()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether reading the metric may call RocksDB; true also for some gauges that do not. */
    static boolean isStoreGauge(Metric metric) {
        return metric.metricName().group().equals(GROUP)
                && metric.metricName().tags().keySet().stream().anyMatch(tag -> tag.startsWith(STORE_TAG_PREFIX))
                && !(metric instanceof KafkaMetric measured && measured.isMeasurable());
    }

    /**
     * Adds to {@code properties} the property that hides the gauges of RocksDB stores from JMX.
     *
     * @throws IllegalArgumentException if with these properties Kafka Streams itself reads native memory of stores
     */
    static void protectStores(Properties properties) {
        Object level = properties.getOrDefault(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG, SAFE_LEVEL);
        if (!level.equals(SAFE_LEVEL)) {
            throw new IllegalArgumentException("property " + StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG + " is "
                    + level + ": with it Kafka Streams reads statistics of stores while they close, which can end the"
                    + " process (KAFKA-10025); use " + SAFE_LEVEL);
        }
        properties.put(JmxReporter.EXCLUDE_CONFIG, BEANS);
    }
}
