package io.freshet.topology.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadMonitorTest {
    private static final long NOW = 1_000_000;
    private final LoadMonitor load = new LoadMonitor(Duration.ofMillis(250));

    @Test
    void taskIsBehindAboveTheLimitOfClickLag() {
        load.observe(NOW - 100, NOW);
        assertThat(load.isBehind(NOW)).isFalse();

        load.observe(NOW - 251, NOW);
        assertThat(load.isBehind(NOW)).isTrue();
        assertThat(load.lagMillis(NOW)).isEqualTo(251);
    }

    @Test
    void busyBehindAndFarBehindFollowEachOther() {
        load.observe(NOW - 26, NOW);
        assertThat(load.isBusy(NOW)).isTrue();
        assertThat(load.isBehind(NOW)).isFalse();

        load.observe(NOW - 1_000, NOW);
        assertThat(load.isBehind(NOW)).isTrue();
        assertThat(load.isFarBehind(NOW)).isFalse();

        load.observe(NOW - 1_001, NOW);
        assertThat(load.isFarBehind(NOW)).isTrue();
    }

    @Test
    void withoutRecentClicksThereIsNoLag() {
        assertThat(load.isBehind(NOW)).isFalse();

        load.observe(NOW - 5_000, NOW);

        assertThat(load.isBehind(NOW + 1_001)).isFalse();
        assertThat(load.lagMillis(NOW + 1_001)).isZero();
    }

    @Test
    void clickFromAClockAheadHasNoLag() {
        load.observe(NOW + 5_000, NOW);

        assertThat(load.lagMillis(NOW)).isZero();
    }

    @Test
    void trainingSampleFallsWhileBehindAndRecoversAfterwards() {
        load.adjustSample(NOW);
        for (long now = NOW; now < NOW + 2_000; now += 10) {
            load.observe(now - 1_000, now);
            load.adjustSample(now);
        }
        assertThat(load.sampleRatio()).isEqualTo(LoadMonitor.SAMPLE_RATIO_MIN);

        for (long now = NOW + 2_000; now < NOW + 3_000; now += 10) {
            load.observe(now, now);
            load.adjustSample(now);
        }
        assertThat(load.sampleRatio()).isGreaterThan(.1).isLessThan(.2);
        for (long now = NOW + 3_000; now < NOW + 7_000; now += 1_000) {
            load.adjustSample(now);
        }
        assertThat(load.sampleRatio()).isEqualTo(1);
    }

    @Test
    void backgroundWorkShrinksToOnePieceWhileBehind() {
        assertThat(load.backgroundWorkMax(20, NOW)).isEqualTo(20);
        load.observe(NOW - 200, NOW);
        assertThat(load.backgroundWorkMax(20, NOW)).isEqualTo(20);
        load.observe(NOW - 300, NOW);
        assertThat(load.backgroundWorkMax(20, NOW)).isEqualTo(1);
        assertThat(load.backgroundWorkMax(20, NOW + 2_000))
                .as("no recent click")
                .isEqualTo(20);
    }
}
