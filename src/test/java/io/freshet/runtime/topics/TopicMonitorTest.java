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
    private final AtomicInteger looks = new AtomicInteger();
    private final TopicMonitor watch = watch(() -> {
        looks.incrementAndGet();
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
    void earlyLooksAreAsFarApartAsTheirInterval() {
        watch.lookEarly();
        Eventually.await().untilAsserted(() -> assertThat(looks).hasValue(1));

        nanos.addAndGet(EARLY_INTERVAL.dividedBy(4).toNanos());
        Eventually.await().untilAsserted(() -> {
            watch.lookEarly();
            assertThat(executor.getQueue())
                    .singleElement()
                    .satisfies(look -> assertThat(((Delayed) look).getDelay(TimeUnit.MINUTES))
                            .isBetween(30L, 45L));
        });
        assertThat(looks).hasValue(1);
    }

    @Test
    void startLooksAtOnceAndOutlivesAFailure() {
        TopicMonitor failing = watch(() -> {
            looks.incrementAndGet();
            throw new KafkaUnavailableException("no answer", new TimeoutException());
        });
        failing.start(Duration.ofMillis(1));

        assertThat(looks).hasPositiveValue();
        Eventually.await().untilAsserted(() -> assertThat(looks).hasValueGreaterThan(2));
        assertThat(failing.reasons()).isEmpty();
    }

    @Test
    void topicsAsTheyShallBeAreNoReason() {
        watch.look();

        assertThat(watch.reasons()).isEmpty();
        assertThat(watch.notes()).isEmpty();
    }

    @Test
    void whatWouldPreventAStartMakesTheInstanceUnreadyUntilItIsGone() {
        put("f.clicks", 4, Map.of("cleanup.policy", "compact"));
        actual.remove("f.lists");
        watch.look();

        assertThat(watch.reasons())
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("topic f.clicks has 4 partitions, expected 2"),
                        reason -> assertThat(reason)
                                .startsWith("topic f.clicks has cleanup.policy compact, expected delete"),
                        reason -> assertThat(reason).startsWith("topic f.lists is missing; create it with"));

        put("f.clicks", 2, Map.of());
        put("f.lists", 2, Map.of());
        watch.look();
        assertThat(watch.reasons()).isEmpty();
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
        watch.look();

        assertThat(watch.reasons()).isEmpty();
        assertThat(watch.notes())
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
        watch.look();

        assertThat(watch.reasons())
                .singleElement()
                .asString()
                .startsWith("topic f-readers-changelog has cleanup.policy compact,delete, expected compact");
    }

    @Test
    void stateThatIsLostIsToldWithoutTheAdviceToCreateItsTopic() {
        TopicMonitor lost = watch(() ->
                List.of(new TopicDifference.Missing("f.catalogue"), new TopicDifference.StateMissing("f.catalogue")));
        lost.look();

        assertThat(lost.reasons())
                .singleElement()
                .asString()
                .contains("'freshet reset'")
                .doesNotContain("topics create");
    }

    private TopicMonitor watch(Supplier<List<TopicDifference>> comparison) {
        return new TopicMonitor(comparison, executor, EARLY_INTERVAL, nanos::get);
    }

    private void put(String topic, int partitions, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(GOOD);
        all.putAll(settings);
        actual.put(topic, new TopicState(topic, Uuid.ONE_UUID, partitions, 1, all));
    }
}
