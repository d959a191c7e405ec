package io.freshet.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDirectoryTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:30:00Z");

    @TempDir
    private Path directory;

    @Test
    void newsroomStartsOnAMorningAYearAgoAndContinuesWhereItStopped() throws IOException {
        DemoDirectory first = DemoDirectory.open(directory, 1, 100, NOW);
        assertThat(first.continues()).isFalse();
        assertThat(Instant.ofEpochMilli(first.clockMillis())).isEqualTo("2025-11-23T07:00:00Z");
        first.save(first.startMillis() + 5);

        DemoDirectory second = DemoDirectory.open(directory, 1, 100, NOW.plusSeconds(60));
        assertThat(second.continues()).isTrue();
        assertThat(second.startMillis()).isEqualTo(first.startMillis());
        assertThat(second.clockMillis()).isEqualTo(first.startMillis() + 5);
    }

    @Test
    void newsroomAheadOfTheWallClockIsRejected() throws IOException {
        DemoDirectory.open(directory, 1, 100, NOW).save(NOW.toEpochMilli() + 1);

        assertThatThrownBy(() -> DemoDirectory.open(directory, 1, 100, NOW))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("ahead of the clock of this machine")
                .hasMessageContaining("--fresh");
    }

    @Test
    void anotherSeedOrNumberOfReadersIsRejected() throws IOException {
        DemoDirectory.open(directory, 1, 100, NOW);

        assertThatThrownBy(() -> DemoDirectory.open(directory, 2, 100, NOW)).hasMessageContaining("--seed 1");
        assertThatThrownBy(() -> DemoDirectory.open(directory, 1, 99, NOW)).hasMessageContaining("--readers 100");
    }
}
