package io.freshet.telemetry;

import io.freshet.topology.Variant;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** How far the ranker of one reader task is. */
record RankerState(long steps, double relativeLoss, boolean inUse, long returns) {

    static PassingGauges<RankerState> gauges(MeterRegistry registry) {
        return new PassingGauges<>(
                registry,
                List.of(
                        new PassingGauges.Figure<>(Meters.RANKER_STEPS, RankerState::steps),
                        new PassingGauges.Figure<>(Meters.RANKER_LOSS, RankerState::relativeLoss),
                        new PassingGauges.Figure<>(Meters.RANKER_IN_USE, now -> now.inUse() ? 1 : 0),
                        new PassingGauges.Figure<>(Meters.RANKER_RETURNS, RankerState::returns)));
    }

    /** The tags of one task's ranker. */
    static Tags tags(Variant variant, int task) {
        return KeepingUp.tags(task).and("variant", variant.label());
    }
}
