package io.freshet.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The gauges of how each reader task that was here keeps up, as it last said. Safe from any thread. */
final class TaskGauges {
    private static final double SECOND_MILLIS = 1_000;

    private final MeterRegistry registry;
    private final Map<Integer, State> stateByTask = new ConcurrentHashMap<>();

    TaskGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What one task said last. */
    record State(long behindMillis, double learnShare, int listsWaiting) {}

    void put(int task, State state) {
        if (stateByTask.put(task, state) == null) {
            gauge(Meters.BEHIND, task, now -> now.behindMillis() / SECOND_MILLIS);
            gauge(Meters.LEARN_SHARE, task, State::learnShare);
            gauge(Meters.LISTS_WAITING, task, State::listsWaiting);
        }
    }

    private void gauge(Meters.Meter meter, int task, ToDoubleFunction<State> value) {
        Gauge.builder(meter.name(), stateByTask, states -> value.applyAsDouble(states.get(task)))
                .description(meter.description())
                .tag("partition", Integer.toString(task))
                .register(registry);
    }
}
