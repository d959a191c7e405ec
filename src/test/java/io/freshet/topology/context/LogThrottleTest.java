package io.freshet.topology.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogThrottleTest {
    private final AtomicLong nanos = new AtomicLong();
    private final LogThrottle throttle = new LogThrottle(Duration.ofSeconds(10), nanos::get);

    @Test
    void oneLineOfEachSubjectPassesInAnIntervalAndSaysHowManyDidNot() {
        assertThat(throttle.pass("a")).hasValue(0);
        assertThat(throttle.pass("b")).hasValue(0);
        assertThat(throttle.pass("a")).isEmpty();
        assertThat(throttle.pass("a")).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThat(throttle.pass("a")).hasValue(2);
        assertThat(throttle.pass("a")).isEmpty();
    }
}
