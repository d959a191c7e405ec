package io.freshet.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final long PROGRESS_MAX_NANOS = 100;

    private long nowNanos = Long.MAX_VALUE - 50;
    private final Connections<String> connections =
            new Connections<>(3, Duration.ofNanos(PROGRESS_MAX_NANOS), () -> nowNanos);

    @Test
    void connectionBeyondTheLimitEvictsTheOneWithTheOldestProgress() {
        assertThat(connections.opened("a")).isEmpty();
        assertThat(connections.opened("b")).isEmpty();
        assertThat(connections.opened("c")).isEmpty();
        connections.progressed("a", false);

        assertThat(connections.opened("d")).containsExactly("b");
        assertThat(connections.opened("e")).containsExactly("c");
        assertThat(connections.opened("f")).containsExactly("a");
    }

    @Test
    void liveFeedsAreNotEvicted() {
        connections.opened("feed");
        connections.progressed("feed", true);
        connections.opened("b");
        connections.opened("c");
        assertThat(connections.opened("d")).containsExactly("b");
        assertThat(connections.opened("e")).containsExactly("c");

        connections.progressed("feed", false);
        assertThat(connections.opened("f")).containsExactly("d");
    }

    @Test
    void connectionWithoutProgressIsStalledLiveFeedsIncluded() {
        connections.opened("silent");
        connections.opened("feed");
        connections.progressed("feed", true);
        nowNanos += PROGRESS_MAX_NANOS - 1;
        connections.opened("new");
        assertThat(connections.removeStalled()).isEmpty();

        nowNanos++;
        assertThat(connections.removeStalled()).containsExactly("silent", "feed");
        assertThat(connections.removeStalled()).isEmpty();
        connections.progressed("silent", false);
        assertThat(connections.opened("second")).isEmpty();
        assertThat(connections.opened("third"))
                .as("the removed connection was not added again")
                .isEmpty();
    }

    @Test
    void progressRestartsTheTimeLimit() {
        connections.opened("a");
        nowNanos += PROGRESS_MAX_NANOS - 1;
        connections.progressed("a", false);
        nowNanos += PROGRESS_MAX_NANOS - 1;
        assertThat(connections.removeStalled()).isEmpty();
        nowNanos++;
        assertThat(connections.removeStalled()).containsExactly("a");
    }

    @Test
    void closedConnectionFreesItsPlace() {
        connections.opened("a");
        connections.opened("b");
        connections.opened("c");
        connections.closed("b");
        assertThat(connections.opened("d")).isEmpty();
    }
}
