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
    private static final Duration STALL_LIMIT = Duration.ofSeconds(30);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(5);
    private static final Duration CHECK_INTERVAL_MAX = Duration.ofSeconds(5);

    private final Map<String, Double> counts = new HashMap<>();
    private final AtomicLong nanos = new AtomicLong(7);
    private final List<String> notExiting = new ArrayList<>();
    private final StallDetector detector =
            new StallDetector(() -> Map.copyOf(counts), STALL_LIMIT, RECOVERY_LIMIT, nanos::get, notExiting::add);

    @Test
    void failedThreadThatDoesNotExitIsReportedOnceAndOneThatExitsIsNot() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread ending = new Thread(() -> {}, "ending");
        Thread hanging = new Thread(() -> Eventually.opens(end), "hanging");
        ending.start();
        hanging.start();
        ending.join();
        detector.threadFailed(ending);
        detector.threadFailed(hanging);

        check(Duration.ofSeconds(59));
        assertThat(notExiting).isEmpty();
        check(Duration.ofSeconds(1));
        check(Duration.ofSeconds(60));
        end.countDown();
        hanging.join();

        assertThat(notExiting)
                .singleElement()
                .asString()
                .startsWith("stream thread hanging failed and has not exited for 60 s, it is in ");
    }

    @Test
    void slowThreadThatMakesProgressIsNotStalled() {
        for (int look = 0; look < 100; look++) {
            counts.put("thread-1", Math.floor(look / 2.0));
            check(Duration.ofSeconds(10));
            assertThat(detector.stalled()).isEmpty();
        }
        assertThat(detector.longestStall()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void threadIsStalledFromTheLimitOnUntilItMakesProgress() {
        counts.put("thread-1", 5.0);
        counts.put("thread-2", 5.0);
        check(Duration.ZERO);
        counts.put("thread-2", 6.0);
        check(Duration.ofSeconds(29));
        assertThat(detector.stalled()).isEmpty();
        assertThat(detector.longestStall()).isEqualTo(Duration.ofSeconds(29));

        check(Duration.ofSeconds(1));
        assertThat(detector.stalled())
                .extracting(StalledThread::thread, StalledThread::stalledFor)
                .containsExactly(tuple("thread-1", STALL_LIMIT));

        counts.put("thread-1", 6.0);
        check(Duration.ofSeconds(1));
        assertThat(detector.stalled()).isEmpty();
    }

    @Test
    void threadStalledForFiveMinutesIsUnrecoverableUntilItMakesProgress() {
        counts.put("thread-1", 5.0);
        check(Duration.ZERO);
        check(RECOVERY_LIMIT.minusSeconds(1));
        assertThat(detector.stalled())
                .singleElement()
                .satisfies(stalled -> assertThat(stalled.unrecoverable()).isFalse());

        check(Duration.ofSeconds(1));
        assertThat(detector.stalled()).singleElement().satisfies(stalled -> {
            assertThat(stalled.unrecoverable()).isTrue();
            assertThat(stalled.reason())
                    .startsWith("stream thread thread-1 has made no progress for 300 s")
                    .contains("restart this instance", "disk of state.directory");
        });

        counts.put("thread-1", 6.0);
        check(Duration.ofSeconds(1));
        assertThat(detector.stalled()).isEmpty();
    }

    @Test
    void pauseOfTheWholeProcessIsNoStall() {
        counts.put("thread-1", 5.0);
        check(Duration.ZERO);
        check(Duration.ofSeconds(20));

        nanos.addAndGet(Duration.ofMinutes(6).toNanos());
        detector.check();
        assertThat(detector.stalled()).isEmpty();
        assertThat(detector.longestStall()).isZero();

        check(STALL_LIMIT);
        assertThat(detector.stalled()).extracting(StalledThread::stalledFor).containsExactly(STALL_LIMIT);
    }

    @Test
    void exitedThreadIsNoLongerReported() {
        counts.put("thread-1", 5.0);
        check(Duration.ZERO);
        check(Duration.ofMinutes(1));
        assertThat(detector.stalled()).hasSize(1);

        counts.clear();
        check(Duration.ofMinutes(1));

        assertThat(detector.stalled()).isEmpty();
        assertThat(detector.longestStall()).isZero();
    }

    @Test
    void reasonNamesTheLocationOfTheThreadAndTheRemedy() throws InterruptedException {
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
            check(Duration.ZERO);
            check(Duration.ofSeconds(45));

            assertThat(detector.stalled())
                    .singleElement()
                    .satisfies(stalled -> assertThat(stalled.reason())
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

    /** Advances the clock by a duration, with checks at the usual interval. */
    private void check(Duration later) {
        Duration left = later;
        do {
            Duration step = left.compareTo(CHECK_INTERVAL_MAX) < 0 ? left : CHECK_INTERVAL_MAX;
            nanos.addAndGet(step.toNanos());
            detector.check();
            left = left.minus(step);
        } while (left.toNanos() > 0);
    }
}
