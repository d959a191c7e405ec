package io.freshet.telemetry;

import io.freshet.topology.context.Variant;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** Training state of the ranker of one reader task. */
record RankerState(long steps, double relativeLoss, boolean inUse, long rollbacks) {

    static TransientGauges<RankerState> gauges(MeterRegistry registry) {
        return new TransientGauges<>(
                registry,
                List.of(
                        new TransientGauges.GaugeSpec<>(Meters.RANKER_STEPS, RankerState::steps),
                        new TransientGauges.GaugeSpec<>(Meters.RANKER_LOSS, RankerState::relativeLoss),
                        new TransientGauges.GaugeSpec<>(Meters.RANKER_IN_USE, state -> state.inUse() ? 1 : 0),
                        new TransientGauges.GaugeSpec<>(Meters.RANKER_ROLLBACKS, RankerState::rollbacks)));
    }

    /** Tags of a task's ranker. */
    static Tags tags(Variant variant, int task) {
        return LoadState.tags(task).and(Meters.variantTag(variant));
    }
}
