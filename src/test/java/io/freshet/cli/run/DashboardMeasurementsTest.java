package io.freshet.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Trigger;
import io.freshet.topology.context.Measurement;
import io.freshet.web.port.InstanceTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardMeasurementsTest {
    @TempDir
    private Path directory;

    @Test
    void totalsContinueAfterARestart() {
        for (int run = 1; run <= 3; run++) {
            try (DashboardMeasurements measurements = new DashboardMeasurements(directory)) {
                measure(measurements);
                assertTotals(measurements.totals(), run);
            }
        }
        try (DashboardMeasurements measurements = new DashboardMeasurements(directory)) {
            assertTotals(measurements.totals(), 3);
        }
    }

    @Test
    void totalsStartFromZeroWithNewState() throws IOException {
        try (DashboardMeasurements measurements = new DashboardMeasurements(directory)) {
            measure(measurements);
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (DashboardMeasurements measurements = new DashboardMeasurements(directory)) {
            assertTotals(measurements.totals(), 0);
        }
    }

    @Test
    void stateDirectoryIsNotCreatedForTotals() {
        Path missing = directory.resolve("state").resolve("freshet");
        try (DashboardMeasurements measurements = new DashboardMeasurements(missing)) {
            measure(measurements);
        }
        assertThat(missing).doesNotExist();
    }

    @Test
    void unreadableFileDoesNotPreventAStart() throws IOException {
        Files.writeString(directory.resolve("page-totals.properties"), "clicks=many\n");
        try (DashboardMeasurements measurements = new DashboardMeasurements(directory)) {
            assertTotals(measurements.totals(), 0);
            measure(measurements);
        }
        try (DashboardMeasurements measurements = new DashboardMeasurements(directory)) {
            assertTotals(measurements.totals(), 1);
        }
    }

    private static void measure(DashboardMeasurements measurements) {
        measurements.record(new Measurement.EventProcessed("articles", Measurement.Outcome.ACCEPTED));
        measurements.record(new Measurement.EventProcessed("clicks", Measurement.Outcome.ACCEPTED));
        measurements.record(new Measurement.EventProcessed("impressions", Measurement.Outcome.ACCEPTED));
        measurements.record(new Measurement.EventRejected("clicks", "malformed"));
        measurements.record(new Measurement.ListSent(Trigger.CLICK, 1, List.of()));
    }

    private static void assertTotals(InstanceTotals totals, long times) {
        assertThat(List.of(totals.articles(), totals.clicks(), totals.lists(), totals.deadLetters()))
                .containsOnly(times);
    }
}
