package io.freshet.telemetry;

import io.freshet.topology.Variant;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The gauges of the ranker of each reader task that was here, as it last said. Safe from any thread. */
final class RankerGauges {
    private final MeterRegistry registry;
    private final Map<Task, State> stateByTask = new ConcurrentHashMap<>();

    RankerGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One ranker. */
    record Task(Variant variant, int partition) {}

    /** What one task's ranker said last. */
    record State(long steps, double relativeLoss, boolean inUse, long returns) {}

    void put(Task task, State state) {
        if (stateByTask.put(task, state) == null) {
            gauge(Meters.RANKER_STEPS, task, State::steps);
            gauge(Meters.RANKER_LOSS, task, State::relativeLoss);
            gauge(Meters.RANKER_IN_USE, task, now -> now.inUse() ? 1 : 0);
            gauge(Meters.RANKER_RETURNS, task, State::returns);
        }
    }

    private void gauge(Meters.Meter meter, Task task, ToDoubleFunction<State> value) {
        Gauge.builder(meter.name(), stateByTask, states -> value.applyAsDouble(states.get(task)))
                .description(meter.description())
                .tag("variant", task.variant().label())
                .tag("partition", Integer.toString(task.partition()))
                .register(registry);
    }
}
