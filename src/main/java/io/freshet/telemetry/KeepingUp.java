package io.freshet.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** How one reader task keeps up with its clicks. */
record KeepingUp(long behindMillis, double learnShare, int listsWaiting) {
    private static final double SECOND_MILLIS = 1_000;

    static PassingGauges<KeepingUp> gauges(MeterRegistry registry) {
        return new PassingGauges<>(
                registry,
                List.of(
                        new PassingGauges.Figure<>(Meters.BEHIND, now -> now.behindMillis() / SECOND_MILLIS),
                        new PassingGauges.Figure<>(Meters.LEARN_SHARE, KeepingUp::learnShare),
                        new PassingGauges.Figure<>(Meters.LISTS_WAITING, KeepingUp::listsWaiting)));
    }

    /** The tags of one task. */
    static Tags tags(int task) {
        return Tags.of("partition", Integer.toString(task));
    }
}
