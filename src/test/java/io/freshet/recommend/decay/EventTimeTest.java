package io.freshet.recommend.decay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    private static final long START = 1_506_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long YEARS = 9 * 365 * 24 * HOUR;

    private final EventTime time = new EventTime();

    @Test
    void isZeroBeforeTheFirstEventAndThenTheLatestTime() {
        assertThat(time.millis()).isZero();
        observe(START, START + MINUTE, START - MINUTE, START + HOUR);
        assertThat(time.millis()).isEqualTo(START + HOUR);
    }

    @Test
    void resumedTimeIsTrustedAtOnceAndNeverGoesBack() {
        time.resume(START);
        observe(START - 9 * HOUR);
        assertThat(time.millis()).isEqualTo(START);
        time.resume(START - HOUR);
        assertThat(time.millis()).isEqualTo(START);
    }

    @Test
    void singleEventFarAheadDoesNotMoveTheClock() {
        observe(START, START + 1, START + 2, START + YEARS, START + 3);
        assertThat(time.millis()).isEqualTo(START + 3);
    }

    @Test
    void isolatedEventsFarAheadNeverMoveTheClock() {
        for (int event = 0; event < 1_000; event++) {
            observe(START + event, START + YEARS);
        }
        assertThat(time.millis()).isEqualTo(START + 999);
    }

    @Test
    void threeConsecutiveAgreeingOutliersMoveTheClockToTheEarliest() {
        observe(START, START + 9 * HOUR, START + YEARS, START + 8 * HOUR, START + 9 * HOUR);
        assertThat(time.millis()).isEqualTo(START);
        observe(START + 8 * HOUR + MINUTE);
        assertThat(time.millis()).isEqualTo(START + 8 * HOUR);
        observe(START + 9 * HOUR);
        assertThat(time.millis()).isEqualTo(START + 9 * HOUR);
    }

    @Test
    void clockAdvancesWhenAllEventsLieHoursApart() {
        for (int event = 0; event < 100; event++) {
            observe(START + event * 5L * HOUR);
        }
        assertThat(time.millis()).isBetween(START + 90 * 5 * HOUR, START + 99 * 5 * HOUR);
    }

    @Test
    void lateEventsNeitherMoveTheClockNorConfirmOutliers() {
        observe(START, START, START, START + YEARS, START - YEARS, START + YEARS, START - YEARS);
        assertThat(time.millis()).isEqualTo(START);
    }

    @Test
    void wrongFirstEventIsReplacedByTheEventsAfterIt() {
        observe(START + YEARS, START, START + 1, START + 2);
        assertThat(time.millis()).isEqualTo(START + 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shuffledStreamWithWrongClocksEndsNearItsTrueEnd(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long trueMillis = START;
        for (int event = 0; event < 20_000; event++) {
            trueMillis += random.nextLong(2 * MINUTE);
            double kind = random.nextDouble();
            if (kind < .05) {
                observe(trueMillis + HOUR + random.nextLong(YEARS));
            } else if (kind < .1) {
                observe(random.nextLong(trueMillis));
            } else {
                observe(trueMillis - random.nextLong(10 * MINUTE));
            }
            assertThat(time.millis()).as("seed %d, event %d", seed, event).isLessThan(trueMillis + 3 * HOUR);
        }
        assertThat(time.millis()).isBetween(trueMillis - HOUR, trueMillis + 3 * HOUR);
    }

    private void observe(long... times) {
        for (long atMillis : times) {
            time.observe(atMillis);
        }
    }
}
