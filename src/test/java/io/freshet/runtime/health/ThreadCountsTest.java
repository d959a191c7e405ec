package io.freshet.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ThreadCountsTest {
    private static final String THREADS = "stream-thread-metrics";
    private static final String CONSUMERS = "consumer-metrics";

    private final Map<MetricName, Metric> metrics = new HashMap<>();

    private record Measured(MetricName metricName, Object metricValue) implements Metric {}

    @Test
    void allWorkOfTheGivenThreadsIsCountedAndNothingOfOthers() {
        measure(THREADS, "poll-total", "thread-id", "app-StreamThread-1", 5.0);
        measure(THREADS, "process-total", "thread-id", "app-StreamThread-1", 7.0);
        measure(THREADS, "commit-total", "thread-id", "app-StreamThread-1", 1.0);
        measure(THREADS, "poll-rate", "thread-id", "app-StreamThread-1", 100.0);
        measure(THREADS, "poll-total", "thread-id", "app-StreamThread-3", 9.0);

        assertThat(ThreadCounts.of(Set.of("app-StreamThread-1", "app-StreamThread-2"), metrics))
                .isEqualTo(Map.of("app-StreamThread-1", 13.0, "app-StreamThread-2", 0.0));
    }

    @Test
    void globalThreadIsCountedByItsConsumer() {
        measure(CONSUMERS, "select-total", "client-id", "app-global-consumer", 8.0);
        measure(CONSUMERS, "select-total", "client-id", "app-StreamThread-1-consumer", 9.0);
        measure(CONSUMERS, "connection-count", "client-id", "app-global-consumer", 2.0);

        assertThat(ThreadCounts.of(Set.of(), metrics)).isEqualTo(Map.of("app-GlobalStreamThread", 8.0));
    }

    @Test
    void valuesOfOtherMetricsAreNotRead() {
        measure(THREADS, "poll-total", "thread-id", "app-StreamThread-1", 5.0);
        MetricName gauge = new MetricName("estimate-num-keys", "stream-state-metrics", "", Map.of("task-id", "0_0"));
        metrics.put(gauge, new Metric() {
            @Override
            public MetricName metricName() {
                return gauge;
            }

            @Override
            public Object metricValue() {
                throw new AssertionError("reads a store, perhaps while it closes");
            }
        });

        assertThat(ThreadCounts.of(Set.of("app-StreamThread-1"), metrics)).isEqualTo(Map.of("app-StreamThread-1", 5.0));
    }

    private void measure(String group, String name, String tag, String tagged, Object value) {
        MetricName metricName = new MetricName(name, group, "", Map.of(tag, tagged));
        metrics.put(metricName, new Measured(metricName, value));
    }
}
