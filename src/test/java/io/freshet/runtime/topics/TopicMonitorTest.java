package io.freshet.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicMonitorTest {
    private static final Duration EARLY_INTERVAL = Duration.ofHours(1);
    private static final Map<String, String> GOOD = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "604800000",
            "message.timestamp.type", "LogAppendTime",
            "segment.ms", "86400000",
            "max.message.bytes", "1048588");
    private static final WantedTopic CLICKS = new WantedTopic(
            "f.clicks",
            2,
            Map.of(
                    "cleanup.policy", "delete",
                    "retention.ms", "604800000",
                    "message.timestamp.type", "LogAppendTime",
                    "segment.ms", "86400000"));
    private static final WantedTopic LISTS = new WantedTopic("f.lists", 2, Map.of());
    private static final ApplicationTopics TOPICS = new ApplicationTopics(
            "f", "f.", List.of(CLICKS, LISTS), Set.of("f.clicks"), Set.of(), List.of("f-readers-changelog"));

    private final Map<String, TopicState> actual = new TreeMap<>();
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger checks = new AtomicInteger();
    private final TopicMonitor monitor = monitor(() -> {
        checks.incrementAndGet();
        return TopicComparison.of(TOPICS, actual);
    });

    TopicMonitorTest() {
        put("f.clicks", 2, Map.of());
        put("f.lists", 2, Map.of());
        put(
                "f-readers-changelog",
                2,
                Map.of(
                        "cleanup.policy", "compact",
                        "segment.ms", "3600000",
                        "max.compaction.lag.ms", "86400000",
                        "delete.retention.ms", "86400000"));
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void requestedChecksKeepTheirShortestInterval() {
        monitor.checkEarly();
        Eventually.await().untilAsserted(() -> assertThat(checks).hasValue(1));

        nanos.addAndGet(EARLY_INTERVAL.dividedBy(4).toNanos());
        Eventually.await().untilAsserted(() -> {
            monitor.checkEarly();
            assertThat(executor.getQueue())
                    .singleElement()
                    .satisfies(check -> assertThat(((Delayed) check).getDelay(TimeUnit.MINUTES))
                            .isBetween(30L, 45L));
        });
        assertThat(checks).hasValue(1);
    }

    @Test
    void startChecksAtOnceAndContinuesAfterAFailure() {
        TopicMonitor failing = monitor(() -> {
            checks.incrementAndGet();
            throw new KafkaUnavailableException("no answer", new TimeoutException());
        });
        failing.start(Duration.ofMillis(1));

        assertThat(checks).hasPositiveValue();
        Eventually.await().untilAsserted(() -> assertThat(checks).hasValueGreaterThan(2));
        assertThat(failing.reasons()).isEmpty();
    }

    @Test
    void topicsAsWantedAreNoReason() {
        monitor.check();

        assertThat(monitor.reasons()).isEmpty();
        assertThat(monitor.notes()).isEmpty();
    }

    @Test
    void differenceThatPreventsAStartMakesTheInstanceUnreadyUntilItIsGone() {
        put("f.clicks", 4, Map.of("cleanup.policy", "compact"));
        actual.remove("f.lists");
        monitor.check();

        assertThat(monitor.reasons())
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("topic f.clicks has 4 partitions, expected 2"),
                        reason -> assertThat(reason)
                                .startsWith("topic f.clicks has cleanup.policy compact, expected delete"),
                        reason -> assertThat(reason).startsWith("topic f.lists is missing; create it with"));

        put("f.clicks", 2, Map.of());
        put("f.lists", 2, Map.of());
        monitor.check();
        assertThat(monitor.reasons()).isEmpty();
    }

    @Test
    void otherDifferencesAreNotes() {
        put(
                "f.clicks",
                2,
                Map.of(
                        "retention.ms", "1000",
                        "message.timestamp.type", "CreateTime",
                        "max.message.bytes", "1000",
                        "segment.ms", "604800000"));
        put("f.lists", 2, Map.of("max.message.bytes", "1000"));
        monitor.check();

        assertThat(monitor.reasons()).isEmpty();
        assertThat(monitor.notes())
                .satisfiesExactly(
                        note -> assertThat(note)
                                .startsWith("topic f.clicks has message.timestamp.type CreateTime, expected Log"),
                        note -> assertThat(note)
                                .startsWith("topic f.clicks has retention.ms 1000 (1s), expected at least 604800000"),
                        note -> assertThat(note)
                                .startsWith("topic f.clicks has segment.ms 604800000, expected at most 86400000"),
                        note -> assertThat(note)
                                .startsWith("topic f.lists has max.message.bytes 1000, expected at least 1048588"));
    }

    @Test
    void changelogThatIsNotCompactedOnlyMakesTheInstanceUnready() {
        put("f-readers-changelog", 2, Map.of("cleanup.policy", "compact,delete"));
        monitor.check();

        assertThat(monitor.reasons())
                .singleElement()
                .asString()
                .startsWith("topic f-readers-changelog has cleanup.policy compact,delete, expected compact");
    }

    @Test
    void lostStateIsReportedWithoutTheAdviceToCreateItsTopic() {
        TopicMonitor lost = monitor(() ->
                List.of(new TopicDifference.Missing("f.catalogue"), new TopicDifference.StateMissing("f.catalogue")));
        lost.check();

        assertThat(lost.reasons())
                .singleElement()
                .asString()
                .contains("'freshet reset'")
                .doesNotContain("topics create");
    }

    private TopicMonitor monitor(Supplier<List<TopicDifference>> comparison) {
        return new TopicMonitor(comparison, executor, EARLY_INTERVAL, nanos::get);
    }

    private void put(String topic, int partitions, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(GOOD);
        all.putAll(settings);
        actual.put(topic, new TopicState(topic, Uuid.ONE_UUID, partitions, 1, all));
    }
}
