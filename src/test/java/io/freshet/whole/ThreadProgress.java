package io.freshet.whole;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * Progress of the threads of an application, from its metrics: commits of each stream thread with tasks, and fetches of
 * each consumer, including the global consumer. After two more commits, a thread has run every punctuation due before
 * them and sent its output. After three more fetches, a consumer has delivered all records that were on its topics
 * before. On a busy machine, elapsed time guarantees neither.
 *
 * @param counts number of commits or fetches, by thread and kind
 */
record ThreadProgress(Map<String, Double> counts) {
    private static final double COMMITS = 2;
    private static final double FETCHES = 3;

    ThreadProgress {
        counts = Map.copyOf(counts);
    }

    static ThreadProgress of(KafkaStreams streams) {
        Map<String, Double> counts = new TreeMap<>();
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            if (!thread.activeTasks().isEmpty()) {
                counts.put(thread.threadName() + " commits", 0.0);
            }
        }
        for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
            MetricName name = metric.getKey();
            if (name.group().equals("stream-thread-metrics") && name.name().equals("commit-total")) {
                counts.computeIfPresent(
                        name.tags().get("thread-id") + " commits", (thread, none) -> count(metric.getValue()));
            } else if (name.group().equals("consumer-fetch-manager-metrics")
                    && name.name().equals("fetch-total")
                    && name.tags().size() == 1
                    && isReading(name.tags().getOrDefault("client-id", ""))) {
                counts.put(name.tags().get("client-id") + " fetches", count(metric.getValue()));
            }
        }
        return new ThreadProgress(counts);
    }

    private static double count(Metric metric) {
        return (Double) metric.metricValue();
    }

    private static boolean isReading(String clientId) {
        return clientId.endsWith("-consumer") && !clientId.endsWith("-restore-consumer");
    }

    /** Whether every stream thread has finished two commits since then. */
    boolean committedSince(ThreadProgress before) {
        return haveGrown(before, " commits", COMMITS);
    }

    /** Whether all records that were on the topics then are read, also into the global stores. */
    boolean fetchedSince(ThreadProgress before) {
        return haveGrown(before, " fetches", FETCHES);
    }

    private boolean haveGrown(ThreadProgress before, String kind, double by) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().endsWith(kind))
                .allMatch(
                        count -> count.getValue() - before.counts.getOrDefault(count.getKey(), count.getValue()) >= by);
    }
}
