package io.freshet.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.cli.CommandHarness;
import io.freshet.cli.CommandHarness.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyCommandTest {

    @TempDir
    private Path directory;

    @Test
    void topologyIsPrintedWithTheConfiguredPrefix() {
        Outcome outcome = harness().run("topology", "print", "-c", "topics.prefix=de.");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("Topologies:").contains("de.clicks", "de.recommendations", "readers");
    }

    @Test
    void diagramIsReproducibleAndContainsEachStoreOnce() {
        String diagram = harness().run("topology", "draw").out();
        assertThat(diagram)
                .startsWith("flowchart LR\n")
                .isEqualTo(harness().run("topology", "draw").out());
        assertThat(diagram.split("\\(\\[\"freshet.dead-letters\"\\]\\)", -1)).hasSizeGreaterThan(1);
        assertThat(diagram.split("\\[\\(\"readers\"\\)\\]", -1)).hasSize(2);
        assertThat(diagram.split("subgraph", -1)).hasSameSizeAs(diagram.split("\n  end\n", -1));
    }

    private CommandHarness harness() {
        return new CommandHarness(directory);
    }
}
