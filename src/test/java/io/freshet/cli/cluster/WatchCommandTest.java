package io.freshet.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.cli.CommandHarness;
import io.freshet.cli.CommandHarness.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchCommandTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void limitBelowOneIsAUsageErrorBeforeKafkaIsAsked(String limit) {
        Outcome outcome = new CommandHarness(directory).run("watch", "--limit", limit);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("--limit is " + limit + ": give 1 or more");
    }
}
