package io.freshet.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoPacerTest {
    private static final long START_MILLIS = 1_000_000;
    private static final long PAST = 365L * 24 * 3_600_000;
    private static final long START_NANOS = -5;

    private final DemoPacer pacer = new DemoPacer(60, START_MILLIS, START_NANOS);

    /** At full speed from the start, the event times would be due after 0, 2.5, 10 and 30 seconds. */
    @ParameterizedTest
    @CsvSource({"0, 0", "150, 10", "600, 20", "1800, 40"})
    void speedRisesEvenlyWithinTwentySeconds(long eventSeconds, long dueSeconds) {
        long atMillis = START_MILLIS + 1_000 * eventSeconds;

        assertThat(pacer.waitNanos(atMillis, START_NANOS, PAST))
                .isEqualTo(Duration.ofSeconds(dueSeconds).toNanos());
        assertThat(pacer.waitNanos(
                        atMillis, START_NANOS + Duration.ofSeconds(dueSeconds).toNanos(), PAST))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"5000, 30, 5", "5000, 0, 30", "-1, 30, 0"})
    void noEventIsSentBeforeTheWallClockReachesIt(long aheadMillis, long elapsedSeconds, long waitSeconds) {
        // Due after 30 seconds by its turn.
        long atMillis = START_MILLIS + 1_200_000;
        long nowNanos = START_NANOS + Duration.ofSeconds(elapsedSeconds).toNanos();
        long nowMillis = atMillis - aheadMillis;

        assertThat(pacer.waitNanos(atMillis, nowNanos, nowMillis))
                .isEqualTo(Duration.ofSeconds(waitSeconds).toNanos());
        assertThat(pacer.waitsForPresent(atMillis, nowNanos, nowMillis)).isEqualTo(waitSeconds == 5);
    }
}
