package io.freshet.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Trigger;
import io.freshet.web.port.InstanceTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureMeasurementsTest {
    @TempDir
    private Path directory;

    @Test
    void totalsGoOnAfterARestart() {
        for (int run = 1; run <= 3; run++) {
            try (FigureMeasurements measurements = new FigureMeasurements(directory)) {
                measure(measurements);
                assertTotals(measurements.figures(), run);
            }
        }
        try (FigureMeasurements measurements = new FigureMeasurements(directory)) {
            assertTotals(measurements.figures(), 3);
        }
    }

    @Test
    void totalsBeginAnewWithTheState() throws IOException {
        try (FigureMeasurements measurements = new FigureMeasurements(directory)) {
            measure(measurements);
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (FigureMeasurements measurements = new FigureMeasurements(directory)) {
            assertTotals(measurements.figures(), 0);
        }
    }

    @Test
    void directoryIsNotMadeForTotalsAlone() {
        Path missing = directory.resolve("state").resolve("freshet");
        try (FigureMeasurements measurements = new FigureMeasurements(missing)) {
            measure(measurements);
        }
        assertThat(missing).doesNotExist();
    }

    @Test
    void fileThatCannotBeReadIsNoReasonNotToStart() throws IOException {
        Files.writeString(directory.resolve("page-totals.properties"), "clicks=many\n");
        try (FigureMeasurements measurements = new FigureMeasurements(directory)) {
            assertTotals(measurements.figures(), 0);
            measure(measurements);
        }
        try (FigureMeasurements measurements = new FigureMeasurements(directory)) {
            assertTotals(measurements.figures(), 1);
        }
    }

    private static void measure(FigureMeasurements measurements) {
        measurements.eventAccepted("articles");
        measurements.eventAccepted("clicks");
        measurements.eventAccepted("impressions");
        measurements.eventRejected("clicks", "malformed");
        measurements.listEmitted(Trigger.CLICK, 1, List.of());
    }

    private static void assertTotals(InstanceTotals figures, long times) {
        assertThat(List.of(figures.articles(), figures.clicks(), figures.lists(), figures.deadLetters()))
                .containsOnly(times);
    }
}
