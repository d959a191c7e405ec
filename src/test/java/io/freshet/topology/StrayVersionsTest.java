package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StrayVersionsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final StrayVersions strays = new StrayVersions(nanos::get);

    @Test
    void fewOfOnePlaceAreStraysAndMoreAreAnotherBuild() {
        for (int value = 0; value < StrayVersions.STRAYS_MAX; value++) {
            assertThat(strays.isStray("readers")).isTrue();
        }
        assertThat(strays.isStray("readers")).isFalse();
        assertThat(strays.isStray("items")).isTrue();

        nanos.addAndGet(Duration.ofMinutes(11).toNanos());
        assertThat(strays.isStray("readers")).isTrue();
    }
}
