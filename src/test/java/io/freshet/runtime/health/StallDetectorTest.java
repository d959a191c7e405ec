package io.freshet.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.freshet.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StallDetectorTest {
    private static final Duration MAX = Duration.ofSeconds(30);
    private static final Duration HOPE_MAX = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS_MAX = Duration.ofSeconds(5);

    private final Map<String, Double> counts = new HashMap<>();
    private final AtomicLong nanos = new AtomicLong(7);
    private final List<String> notEnding = new ArrayList<>();
    private final StallDetector watch =
            new StallDetector(() -> Map.copyOf(counts), MAX, HOPE_MAX, nanos::get, notEnding::add);

    @Test
    void threadThatFailedAndDoesNotEndIsToldOfOnceAndOneThatEndsNever() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread ending = new Thread(() -> {}, "ending");
        Thread hanging = new Thread(() -> Eventually.opens(end), "hanging");
        ending.start();
        hanging.start();
        ending.join();
        watch.failed(ending);
        watch.failed(hanging);

        look(Duration.ofSeconds(59));
        assertThat(notEnding).isEmpty();
        look(Duration.ofSeconds(1));
        look(Duration.ofSeconds(60));
        end.countDown();
        hanging.join();

        assertThat(notEnding)
                .singleElement()
                .asString()
                .startsWith("stream thread hanging failed and has not ended for 60 s, it is in ");
    }

    @Test
    void threadThatGoesOnHoweverSlowlyStandsStillNever() {
        for (int look = 0; look < 100; look++) {
            counts.put("thread-1", Math.floor(look / 2.0));
            look(Duration.ofSeconds(10));
            assertThat(watch.standing()).isEmpty();
        }
        assertThat(watch.longest()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void threadWithoutProgressIsNamedOnceTheBoundIsReachedAndForgottenWhenItGoesOn() {
        counts.put("thread-1", 5.0);
        counts.put("thread-2", 5.0);
        look(Duration.ZERO);
        counts.put("thread-2", 6.0);
        look(Duration.ofSeconds(29));
        assertThat(watch.standing()).isEmpty();
        assertThat(watch.longest()).isEqualTo(Duration.ofSeconds(29));

        look(Duration.ofSeconds(1));
        assertThat(watch.standing())
                .extracting(StalledThread::thread, StalledThread::time)
                .containsExactly(tuple("thread-1", MAX));

        counts.put("thread-1", 6.0);
        look(Duration.ofSeconds(1));
        assertThat(watch.standing()).isEmpty();
    }

    @Test
    void threadWithoutProgressForFiveMinutesIsGivenUpUntilItGoesOnAllTheSame() {
        counts.put("thread-1", 5.0);
        look(Duration.ZERO);
        look(HOPE_MAX.minusSeconds(1));
        assertThat(watch.standing())
                .singleElement()
                .satisfies(standstill -> assertThat(standstill.hopeless()).isFalse());

        look(Duration.ofSeconds(1));
        assertThat(watch.standing()).singleElement().satisfies(standstill -> {
            assertThat(standstill.hopeless()).isTrue();
            assertThat(standstill.reason())
                    .startsWith("stream thread thread-1 has made no progress for 300 s")
                    .contains("restart this instance", "disk of state.directory");
        });

        counts.put("thread-1", 6.0);
        look(Duration.ofSeconds(1));
        assertThat(watch.standing()).isEmpty();
    }

    @Test
    void processThatStoodStillItselfBlamesNoThread() {
        counts.put("thread-1", 5.0);
        look(Duration.ZERO);
        look(Duration.ofSeconds(20));

        nanos.addAndGet(Duration.ofMinutes(6).toNanos());
        watch.look();
        assertThat(watch.standing()).isEmpty();
        assertThat(watch.longest()).isZero();

        look(MAX);
        assertThat(watch.standing()).extracting(StalledThread::time).containsExactly(MAX);
    }

    @Test
    void threadThatEndedIsForgotten() {
        counts.put("thread-1", 5.0);
        look(Duration.ZERO);
        look(Duration.ofMinutes(1));
        assertThat(watch.standing()).hasSize(1);

        counts.clear();
        look(Duration.ofMinutes(1));

        assertThat(watch.standing()).isEmpty();
        assertThat(watch.longest()).isZero();
    }

    @Test
    void reasonSaysWhereTheThreadIsAndWhereToLook() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch waits = new CountDownLatch(1);
        Thread stuck = new Thread(
                () -> {
                    waits.countDown();
                    waitFor(never);
                },
                "thread-that-is-stuck");
        stuck.start();
        try {
            Eventually.opens(waits);
            counts.put("thread-that-is-stuck", 1.0);
            look(Duration.ZERO);
            look(Duration.ofSeconds(45));

            assertThat(watch.standing())
                    .singleElement()
                    .satisfies(standstill -> assertThat(standstill.reason())
                            .startsWith("stream thread thread-that-is-stuck has made no progress for 45 s, it is in "
                                    + getClass().getName() + ".")
                            .contains("disk of state.directory", "brokers", "log"));
        } finally {
            stuck.interrupt();
            stuck.join();
        }
    }

    private static void waitFor(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks until so much later, as often as a watch that is well does. */
    private void look(Duration later) {
        Duration left = later;
        do {
            Duration step = left.compareTo(BETWEEN_LOOKS_MAX) < 0 ? left : BETWEEN_LOOKS_MAX;
            nanos.addAndGet(step.toNanos());
            watch.look();
            left = left.minus(step);
        } while (left.toNanos() > 0);
    }
}
