package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final long NOW = 1_000_000;
    private final Lateness lateness = new Lateness(Duration.ofMillis(250));

    @Test
    void taskIsBehindWhileItsClicksHaveWaitedForLong() {
        lateness.taken(NOW - 100, NOW);
        assertThat(lateness.isBehind(NOW)).isFalse();

        lateness.taken(NOW - 251, NOW);
        assertThat(lateness.isBehind(NOW)).isTrue();
        assertThat(lateness.millis(NOW)).isEqualTo(251);
    }

    @Test
    void withoutClicksNobodyWaits() {
        assertThat(lateness.isBehind(NOW)).isFalse();

        lateness.taken(NOW - 5_000, NOW);

        assertThat(lateness.isBehind(NOW + 1_000)).isFalse();
        assertThat(lateness.millis(NOW + 1_000)).isZero();
    }

    @Test
    void clockAheadOfOursIsNoLateness() {
        lateness.taken(NOW + 5_000, NOW);

        assertThat(lateness.millis(NOW)).isZero();
    }

    @Test
    void lessIsLearnedFromWhileBehindAndAllOfItSoonAfter() {
        lateness.taken(NOW - 1_000, NOW);
        for (int look = 0; look < 20; look++) {
            lateness.adjust(NOW);
        }
        assertThat(lateness.learnShare()).isEqualTo(Lateness.LEARN_SHARE_MIN);

        lateness.taken(NOW, NOW);
        lateness.adjust(NOW);
        assertThat(lateness.learnShare())
                .isGreaterThan(Lateness.LEARN_SHARE_MIN)
                .isLessThan(.1);
        for (int look = 0; look < 80; look++) {
            lateness.adjust(NOW);
        }
        assertThat(lateness.learnShare()).isEqualTo(1);
    }
}
