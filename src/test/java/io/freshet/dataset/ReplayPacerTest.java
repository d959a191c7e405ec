package io.freshet.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayPacerTest {
    private static final long START = 1_000_000;

    @ParameterizedTest
    @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE - 10})
    void eventIsDueAfterItsTimeDividedBySpeed(long clock) {
        ReplayPacer pacer = new ReplayPacer(60, START, clock);

        assertThat(pacer.waitNanos(START, clock)).isZero();
        assertThat(pacer.waitNanos(START + 60_000, clock)).isEqualTo(1_000_000_000L);
        assertThat(pacer.waitNanos(START + 60_000, clock + 400_000_000L)).isEqualTo(600_000_000L);
        assertThat(pacer.waitNanos(START + 60_000, clock + 1_500_000_000L)).isZero();
    }

    @Test
    void eventsBeforeTheStartAreDueImmediately() {
        ReplayPacer pacer = new ReplayPacer(1, START, 0);

        assertThat(pacer.waitNanos(START - 50_000, 0)).isZero();
    }

    @Test
    void atInfiniteSpeedEveryEventIsDueImmediately() {
        ReplayPacer pacer = new ReplayPacer(ReplayPacer.AT_ONCE, START, 0);

        assertThat(pacer.waitNanos(Long.MAX_VALUE, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void speedMustBeAboveZero(double speed) {
        assertThatThrownBy(() -> new ReplayPacer(speed, START, 0)).hasMessageContaining("speed is " + speed);
    }
}
