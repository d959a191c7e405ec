package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalTest {
    private final StopSignal signal = new StopSignal();
    private final List<String> ran = new ArrayList<>();

    @Test
    void actionsRunOnceAndBeforeTheSignalIsGiven() {
        signal.onStop(() -> ran.add("first, stopped " + signal.isStopped()));
        signal.onStop(() -> ran.add("second, stopped " + signal.isStopped()));
        assertThat(ran).isEmpty();

        signal.stop();
        signal.stop();

        assertThat(ran).containsExactly("first, stopped false", "second, stopped false");
        assertThat(signal.isStopped()).isTrue();
    }

    @Test
    void actionRegisteredAfterTheSignalRunsAtOnce() {
        signal.stop();
        signal.onStop(() -> ran.add("late"));

        assertThat(ran).containsExactly("late");
    }
}
