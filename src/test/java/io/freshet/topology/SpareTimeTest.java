package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpareTimeTest {
    private long nowNanos = Long.MAX_VALUE - 1_000_000;
    private final SpareTime spareTime = new SpareTime(Duration.ofMillis(2), Duration.ofMillis(10), () -> nowNanos);

    private void pass(long micros) {
        nowNanos += micros * 1_000;
    }

    @Test
    void timeIsUsedUpWhileTheWorkIsDone() {
        assertThat(spareTime.begin()).isTrue();
        pass(1_999);
        assertThat(spareTime.isLeft()).isTrue();
        pass(1);
        assertThat(spareTime.isLeft()).isFalse();
    }

    @Test
    void restIsInProportionToTheWorkHoweverLongItTook() {
        spareTime.begin();
        pass(50_000);
        spareTime.end();

        pass(199_999);
        assertThat(spareTime.begin()).isFalse();
        pass(1);
        assertThat(spareTime.begin()).isTrue();
    }

    @Test
    void noWorkNeedsNoRest() {
        spareTime.begin();
        spareTime.end();

        assertThat(spareTime.begin()).isTrue();
    }
}
