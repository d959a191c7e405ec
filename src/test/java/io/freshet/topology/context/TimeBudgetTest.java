package io.freshet.topology.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    private long nowNanos = Long.MAX_VALUE - 1_000_000;
    private final SharedTimeBudget shared =
            new SharedTimeBudget(Duration.ofMillis(2), Duration.ofMillis(10), () -> nowNanos);
    private final TimeBudget spareTime = shared.open();

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

    @Test
    void fourTasksOfAThreadNeedNotShare() {
        open(3);

        assertThat(restAfterOneMillisecondMicros()).isEqualTo(4_000);
    }

    @Test
    void manyTasksOfAThreadRestLongerSoThatTogetherTheyTakeNoMore() {
        List<TimeBudget> others = open(15);
        assertThat(restAfterOneMillisecondMicros()).isEqualTo(19_000);

        others.subList(0, 8).forEach(TimeBudget::close);
        assertThat(restAfterOneMillisecondMicros()).isEqualTo(9_000);

        others.subList(8, 15).forEach(TimeBudget::close);
        assertThat(restAfterOneMillisecondMicros()).isEqualTo(4_000);
    }

    @Test
    void tasksOfAnotherThreadDoNotCount() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            List<TimeBudget> theirs = Eventually.resultOf(other.submit(() -> open(15)));
            assertThat(restAfterOneMillisecondMicros()).isEqualTo(4_000);

            // Wherever they are closed, it is their thread that has fewer.
            open(15);
            theirs.forEach(TimeBudget::close);
            assertThat(restAfterOneMillisecondMicros()).isEqualTo(19_000);
        } finally {
            other.shutdownNow();
        }
    }

    private List<TimeBudget> open(int count) {
        return Stream.generate(shared::open).limit(count).toList();
    }

    private long restAfterOneMillisecondMicros() {
        assertThat(spareTime.begin()).isTrue();
        pass(1_000);
        spareTime.end();
        long rest = 0;
        for (; !spareTime.begin(); rest += 500) {
            pass(500);
        }
        return rest;
    }
}
