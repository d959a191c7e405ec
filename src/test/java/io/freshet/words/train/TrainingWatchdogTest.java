package io.freshet.words.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.Eventually;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainingWatchdogTest {
    private static final Duration STALL = Duration.ofMillis(200);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicLong progress = new AtomicLong();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void workWhoseThreadWaitsForeverEndsWithAnError() {
        assertThatThrownBy(
                        () -> TrainingWatchdog.await(executor, this::waitForever, progress::get, STALL, "the trainer"))
                .isInstanceOf(StalledTrainingException.class)
                .hasMessage("the trainer has made no progress for 0 s: its threads have died or wait for each other");
    }

    @Test
    void workThatMakesProgressMayTakeAnyTime() {
        // The progress changes at every check. The work ends at the twentieth, after more than twice the stall limit.
        CountDownLatch checks = new CountDownLatch(20);
        AtomicLong ended = new AtomicLong();
        Runnable work = () -> {
            awaitQuietly(checks);
            ended.incrementAndGet();
        };
        TrainingWatchdog.await(
                executor,
                work,
                () -> {
                    checks.countDown();
                    return checks.getCount();
                },
                STALL,
                "the trainer");
        assertThat(ended).hasValue(1);
    }

    @Test
    void exceptionOfTheWorkReachesTheCaller() {
        Runnable failing = () -> {
            throw new IllegalArgumentException("no such layer");
        };
        assertThatThrownBy(
                        () -> TrainingWatchdog.await(executor, failing, progress::get, Eventually.LIMIT, "the trainer"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such layer");
    }

    @Test
    void interruptionOfTheCallerIsNotReportedAsAStall() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> TrainingWatchdog.await(
                        executor, this::waitForever, progress::get, Eventually.LIMIT, "the trainer"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("interrupted");
        assertThat(Thread.interrupted()).as("interrupt flag is restored").isTrue();
    }

    private void waitForever() {
        awaitQuietly(new CountDownLatch(1));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
