package io.freshet.topology.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadMonitorTest {
    private static final long NOW = 1_000_000;
    private final LoadMonitor lateness = new LoadMonitor(Duration.ofMillis(250));

    @Test
    void taskIsBehindWhileItsClicksHaveWaitedForLong() {
        lateness.taken(NOW - 100, NOW);
        assertThat(lateness.isBehind(NOW)).isFalse();

        lateness.taken(NOW - 251, NOW);
        assertThat(lateness.isBehind(NOW)).isTrue();
        assertThat(lateness.millis(NOW)).isEqualTo(251);
    }

    @Test
    void stepsFollowEachOther() {
        lateness.taken(NOW - 26, NOW);
        assertThat(lateness.isBusy(NOW)).isTrue();
        assertThat(lateness.isBehind(NOW)).isFalse();

        lateness.taken(NOW - 1_000, NOW);
        assertThat(lateness.isBehind(NOW)).isTrue();
        assertThat(lateness.isFarBehind(NOW)).isFalse();

        lateness.taken(NOW - 1_001, NOW);
        assertThat(lateness.isFarBehind(NOW)).isTrue();
    }

    @Test
    void withoutClicksNobodyWaits() {
        assertThat(lateness.isBehind(NOW)).isFalse();

        lateness.taken(NOW - 5_000, NOW);

        assertThat(lateness.isBehind(NOW + 1_001)).isFalse();
        assertThat(lateness.millis(NOW + 1_001)).isZero();
    }

    @Test
    void clockAheadOfOursIsNoLateness() {
        lateness.taken(NOW + 5_000, NOW);

        assertThat(lateness.millis(NOW)).isZero();
    }

    @Test
    void lessIsLearnedFromWhileBehindAndAllOfItSoonAfter() {
        lateness.adjust(NOW);
        for (long now = NOW; now < NOW + 2_000; now += 10) {
            lateness.taken(now - 1_000, now);
            lateness.adjust(now);
        }
        assertThat(lateness.learnShare()).isEqualTo(LoadMonitor.LEARN_SHARE_MIN);

        for (long now = NOW + 2_000; now < NOW + 3_000; now += 10) {
            lateness.taken(now, now);
            lateness.adjust(now);
        }
        assertThat(lateness.learnShare()).isGreaterThan(.1).isLessThan(.2);
        for (long now = NOW + 3_000; now < NOW + 7_000; now += 1_000) {
            lateness.adjust(now);
        }
        assertThat(lateness.learnShare()).isEqualTo(1);
    }
}
