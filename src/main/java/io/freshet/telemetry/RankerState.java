package io.freshet.telemetry;

import io.freshet.topology.context.Variant;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** How far the ranker of one reader task is. */
record RankerState(long steps, double relativeLoss, boolean inUse, long returns) {

    static TransientGauges<RankerState> gauges(MeterRegistry registry) {
        return new TransientGauges<>(
                registry,
                List.of(
                        new TransientGauges.Figure<>(Meters.RANKER_STEPS, RankerState::steps),
                        new TransientGauges.Figure<>(Meters.RANKER_LOSS, RankerState::relativeLoss),
                        new TransientGauges.Figure<>(Meters.RANKER_IN_USE, now -> now.inUse() ? 1 : 0),
                        new TransientGauges.Figure<>(Meters.RANKER_RETURNS, RankerState::returns)));
    }

    /** The tags of one task's ranker. */
    static Tags tags(Variant variant, int task) {
        return LoadState.tags(task).and("variant", variant.label());
    }
}
