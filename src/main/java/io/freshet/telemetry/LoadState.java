package io.freshet.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** Load of one reader task. */
record LoadState(long clickLagMillis, double trainingSampleRatio, int deferredLists) {
    private static final double SECOND_MILLIS = 1_000;

    static TransientGauges<LoadState> gauges(MeterRegistry registry) {
        return new TransientGauges<>(
                registry,
                List.of(
                        new TransientGauges.GaugeSpec<>(
                                Meters.CLICK_LAG, state -> state.clickLagMillis() / SECOND_MILLIS),
                        new TransientGauges.GaugeSpec<>(Meters.TRAINING_SAMPLE_RATIO, LoadState::trainingSampleRatio),
                        new TransientGauges.GaugeSpec<>(Meters.DEFERRED_LISTS, LoadState::deferredLists)));
    }

    /** Tags of a task. */
    static Tags tags(int task) {
        return Tags.of("partition", Integer.toString(task));
    }
}
