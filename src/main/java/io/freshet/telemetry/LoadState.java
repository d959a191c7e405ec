package io.freshet.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** How one reader task keeps up with its clicks. */
record LoadState(long behindMillis, double learnShare, int listsWaiting) {
    private static final double SECOND_MILLIS = 1_000;

    static TransientGauges<LoadState> gauges(MeterRegistry registry) {
        return new TransientGauges<>(
                registry,
                List.of(
                        new TransientGauges.Figure<>(Meters.BEHIND, now -> now.behindMillis() / SECOND_MILLIS),
                        new TransientGauges.Figure<>(Meters.LEARN_SHARE, LoadState::learnShare),
                        new TransientGauges.Figure<>(Meters.LISTS_WAITING, LoadState::listsWaiting)));
    }

    /** The tags of one task. */
    static Tags tags(int task) {
        return Tags.of("partition", Integer.toString(task));
    }
}
