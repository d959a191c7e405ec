package io.freshet.runtime.health;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.topology.context.Measurements;
import io.freshet.topology.store.StoreRepairs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> reasons = new ArrayList<>();
    private final List<Duration> backoffs = new ArrayList<>();
    private final ThreadReplacement replacement =
            new ThreadReplacement(nanos::get, backoffs::add, reasons::add, new StoreRepairs(Measurements.NONE));

    @Test
    void rareFailuresAreReplacedWithoutLimit() {
        for (int failure = 0; failure < 12; failure++) {
            assertThat(replacement.handle(new StreamsException("lost " + failure)))
                    .isEqualTo(REPLACE_THREAD);
            nanos.addAndGet(Duration.ofMinutes(3).toNanos());
        }
        assertThat(reasons).isEmpty();
    }

    @Test
    void backoffDoublesWithEachReplacement() {
        for (int failure = 0; failure < ThreadReplacement.REPLACEMENTS_MAX; failure++) {
            replacement.handle(new StreamsException("no space"));
        }

        assertThat(backoffs)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    void changelogThatNoLongerFitsItsInputStopsAtOnceWithOurRemedy() {
        assertThat(replacement.handle(new StreamsException(
                        "Existing internal topic app-readers-changelog has invalid partitions: expected: 6; actual: 4."
                                + " Use 'org.apache.kafka.tools.StreamsResetter' tool to clean up invalid topics before"
                                + " processing.")))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(reasons)
                .singleElement()
                .satisfies(reason -> assertThat(reason)
                        .startsWith("partitions were added to an input:"
                                + " topic app-readers-changelog has 4 partitions, expected 6")
                        .contains("'freshet reset --answers'")
                        .doesNotContain("StreamsResetter"));
    }

    @Test
    void frequentFailuresStopTheInstanceWithTheLastCause() {
        for (int failure = 0; failure < ThreadReplacement.REPLACEMENTS_MAX; failure++) {
            assertThat(replacement.handle(new StreamsException("early"))).isEqualTo(REPLACE_THREAD);
        }

        assertThat(replacement.handle(new StreamsException("outer", new IllegalStateException("the last straw"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(reasons)
                .containsExactly("stream threads failed 6 times within 10 minutes, most recently with"
                        + " IllegalStateException: the last straw");
    }

    @Test
    void permanentFailureStopsTheInstanceAtOnce() {
        assertThat(replacement.handle(new StreamsException(new TopicAuthorizationException("not yours"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(replacement.handle(new OutOfMemoryError("heap"))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(reasons)
                .hasSize(2)
                .allMatch(reason -> reason.startsWith("a stream thread failed and a new one would fail too"));
    }
}
