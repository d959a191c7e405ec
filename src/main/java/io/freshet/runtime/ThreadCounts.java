package io.freshet.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Reads how much stream threads have done out of the metrics of Kafka Streams. */
final class ThreadCounts {
    /** A thread that has nothing to do polls, and one that has much to do processes for long without. */
    private static final Set<String> COUNTS = Set.of("poll-total", "process-total", "punctuate-total", "commit-total");

    private ThreadCounts() {}

    /** What each of these threads has done so far, in calls and records, by its name; 0 where nothing is known of it. */
    static Map<String, Double> of(Set<String> threads, Map<MetricName, ? extends Metric> metrics) {
        Map<String, Double> counts = new HashMap<>();
        threads.forEach(thread -> counts.put(thread, 0.0));
        metrics.forEach((name, metric) -> {
            if (name.group().equals("stream-thread-metrics")
                    && COUNTS.contains(name.name())
                    && metric.metricValue() instanceof Double count) {
                counts.computeIfPresent(name.tags().getOrDefault("thread-id", ""), (thread, before) -> before + count);
            }
        });
        return counts;
    }
}
