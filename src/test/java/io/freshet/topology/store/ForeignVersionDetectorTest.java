package io.freshet.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ForeignVersionDetectorTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ForeignVersionDetector strays = new ForeignVersionDetector(nanos::get);

    @Test
    void fewOfOnePlaceAreStraysAndMoreAreAnotherBuild() {
        for (int value = 0; value < ForeignVersionDetector.STRAYS_MAX; value++) {
            assertThat(strays.isStray("readers")).isTrue();
        }
        assertThat(strays.isStray("readers")).isFalse();
        assertThat(strays.isStray("items")).isTrue();

        nanos.addAndGet(Duration.ofMinutes(11).toNanos());
        assertThat(strays.isStray("readers")).isTrue();
    }
}
