package io.freshet.runtime;

import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Reads the lag of the main consumers out of the metrics of Kafka Streams, without asking the brokers. */
final class ConsumerLag {
    private ConsumerLag() {}

    /** The sum over all partitions fetched so far; empty if there is none yet. */
    static OptionalLong total(Map<MetricName, ? extends Metric> metrics) {
        long lag = 0;
        boolean known = false;
        for (Map.Entry<MetricName, ? extends Metric> metric : metrics.entrySet()) {
            MetricName name = metric.getKey();
            if (name.name().equals("records-lag")
                    && name.tags().containsKey("partition")
                    && isMainConsumer(name.tags().getOrDefault("client-id", ""))
                    && metric.getValue().metricValue() instanceof Double records
                    && Double.isFinite(records)) {
                lag += records.longValue();
                known = true;
            }
        }
        return known ? OptionalLong.of(lag) : OptionalLong.empty();
    }

    private static boolean isMainConsumer(String clientId) {
        return clientId.endsWith("-consumer")
                && !clientId.endsWith("-restore-consumer")
                && !clientId.endsWith("-global-consumer");
    }
}
