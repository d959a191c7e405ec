package io.freshet.runtime.health;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Reads how much the threads of Kafka Streams have done out of its metrics. */
public final class ThreadCounts {
    /** A thread that has nothing to do polls, and one that has much to do processes for long without. */
    private static final Set<String> COUNTS = Set.of("poll-total", "process-total", "punctuate-total", "commit-total");

    /** Kafka Streams counts nothing of the thread that fills global stores; its consumer looks for input at each poll. */
    private static final String GLOBAL_COUNT = "select-total";

    private static final String GLOBAL_CONSUMER = "-global-consumer";
    private static final String GLOBAL_THREAD = "-GlobalStreamThread";

    private ThreadCounts() {}

    /**
     * Calls and records so far of each of these threads, and of the one that fills the global stores if there are any, by
     * thread name; 0 if unknown.
     */
    public static Map<String, Double> of(Set<String> threads, Map<MetricName, ? extends Metric> metrics) {
        Map<String, Double> counts = new HashMap<>();
        threads.forEach(thread -> counts.put(thread, 0.0));
        metrics.forEach((name, metric) -> {
            if (!(metric.metricValue() instanceof Double count)) {
                return;
            }
            if (name.group().equals("stream-thread-metrics") && COUNTS.contains(name.name())) {
                counts.computeIfPresent(tag(name, "thread-id"), (thread, before) -> before + count);
            } else if (name.group().equals("consumer-metrics") && name.name().equals(GLOBAL_COUNT)) {
                String client = tag(name, "client-id");
                if (client.endsWith(GLOBAL_CONSUMER)) {
                    counts.put(client.substring(0, client.length() - GLOBAL_CONSUMER.length()) + GLOBAL_THREAD, count);
                }
            }
        });
        return counts;
    }

    private static String tag(MetricName name, String tag) {
        return name.tags().getOrDefault(tag, "");
    }
}
