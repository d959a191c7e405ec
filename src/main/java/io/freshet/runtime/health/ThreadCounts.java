package io.freshet.runtime.health;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Reads from Kafka Streams' metrics how much work each of its threads has done; a count that does not grow shows a
 * stall.
 */
public final class ThreadCounts {
    /**
     * Metrics whose sum grows while a stream thread makes progress. An idle thread only polls; a busy one may process
     * for a long time without polling.
     */
    private static final Set<String> COUNTS = Set.of("poll-total", "process-total", "punctuate-total", "commit-total");

    /**
     * Metric that grows while the global thread makes progress. Kafka Streams counts nothing for the global thread, but
     * its consumer counts a select for each poll.
     */
    private static final String GLOBAL_COUNT = "select-total";

    private static final String GLOBAL_CONSUMER = "-global-consumer";
    private static final String GLOBAL_THREAD = "-GlobalStreamThread";

    private ThreadCounts() {}

    /**
     * Progress count of each of these threads: the sum of its polls, processed records, punctuations and commits.
     * Includes the global thread, if there is one, with the selects of its consumer.
     *
     * @param threads names of the stream threads
     * @return counts by thread name; 0 if unknown
     */
    public static Map<String, Double> of(Set<String> threads, Map<MetricName, ? extends Metric> metrics) {
        Map<String, Double> counts = new HashMap<>();
        threads.forEach(thread -> counts.put(thread, 0.0));
        metrics.forEach((name, metric) -> {
            // Only values that are needed are read: some metrics compute theirs.
            if (name.group().equals("stream-thread-metrics") && COUNTS.contains(name.name())) {
                counts.computeIfPresent(tag(name, "thread-id"), (thread, before) -> before + count(metric));
            } else if (name.group().equals("consumer-metrics") && name.name().equals(GLOBAL_COUNT)) {
                String client = tag(name, "client-id");
                if (client.endsWith(GLOBAL_CONSUMER)) {
                    counts.put(
                            client.substring(0, client.length() - GLOBAL_CONSUMER.length()) + GLOBAL_THREAD,
                            count(metric));
                }
            }
        });
        return counts;
    }

    private static double count(Metric metric) {
        return metric.metricValue() instanceof Double count ? count : 0;
    }

    private static String tag(MetricName name, String tag) {
        return name.tags().getOrDefault(tag, "");
    }
}
