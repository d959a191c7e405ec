package io.freshet.whole;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * Rounds that the threads of an application have finished, from its metrics: commits of each stream thread that has
 * tasks, and fetches of every consumer, that of the global stores among them. A thread that has finished two more
 * commits has run every punctuation that was due before them and sent what came of it; a consumer that has finished
 * three more fetches has handed over what was on its topics before them. Wall-clock time says neither on a machine that
 * is busy with other work.
 *
 * @param counts by thread and kind
 */
record Rounds(Map<String, Double> counts) {
    private static final double COMMITS = 2;
    private static final double FETCHES = 3;

    Rounds {
        counts = Map.copyOf(counts);
    }

    static Rounds of(KafkaStreams streams) {
        Map<String, Double> counts = new TreeMap<>();
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            if (!thread.activeTasks().isEmpty()) {
                counts.put(thread.threadName() + " commits", 0.0);
            }
        }
        for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
            MetricName name = metric.getKey();
            if (!(metric.getValue().metricValue() instanceof Double count)) {
                continue;
            }
            if (name.group().equals("stream-thread-metrics") && name.name().equals("commit-total")) {
                counts.computeIfPresent(name.tags().get("thread-id") + " commits", (thread, none) -> count);
            } else if (name.group().equals("consumer-fetch-manager-metrics")
                    && name.name().equals("fetch-total")
                    && name.tags().size() == 1
                    && isReading(name.tags().getOrDefault("client-id", ""))) {
                counts.put(name.tags().get("client-id") + " fetches", count);
            }
        }
        return new Rounds(counts);
    }

    private static boolean isReading(String clientId) {
        return clientId.endsWith("-consumer") && !clientId.endsWith("-restore-consumer");
    }

    /** Whether every stream thread has finished two commits since, each with the punctuations before it. */
    boolean committedSince(Rounds before) {
        return haveGrown(before, " commits", COMMITS);
    }

    /** Whether everything that was on the topics then is read, into the global stores too. */
    boolean fetchedSince(Rounds before) {
        return haveGrown(before, " fetches", FETCHES);
    }

    private boolean haveGrown(Rounds before, String kind, double by) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().endsWith(kind))
                .allMatch(
                        count -> count.getValue() - before.counts.getOrDefault(count.getKey(), count.getValue()) >= by);
    }
}
