package io.freshet.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * Gauges of objects that move between instances, such as tasks. Each gauge shows the last state of its object and is
 * removed with it. Safe from any thread, if only one thread at a time reports on the same object.
 *
 * @param <S> state of one object
 */
final class TransientGauges<S> {
    private final MeterRegistry registry;
    private final List<GaugeSpec<S>> specs;
    private final Map<Tags, S> stateByTags = new ConcurrentHashMap<>();
    private final Map<Tags, List<Gauge>> gaugesByTags = new ConcurrentHashMap<>();

    /**
     * Creates a set of gauges without objects.
     *
     * @param specs gauges of each object
     */
    TransientGauges(MeterRegistry registry, List<GaugeSpec<S>> specs) {
        this.registry = registry;
        this.specs = List.copyOf(specs);
    }

    /** A gauge and the function that computes its value from a state. */
    record GaugeSpec<S>(Meters.Meter meter, ToDoubleFunction<S> value) {}

    /**
     * Sets the state of an object, and registers the object's gauges with the first state.
     *
     * @param tags tags that identify the object
     */
    void put(Tags tags, S state) {
        stateByTags.put(tags, state);
        gaugesByTags.computeIfAbsent(
                tags, of -> specs.stream().map(spec -> gauge(of, spec)).toList());
    }

    /** Removes the gauges of an object, if there are any. */
    void remove(Tags tags) {
        List<Gauge> removed = gaugesByTags.remove(tags);
        if (removed != null) {
            removed.forEach(registry::remove);
        }
        stateByTags.remove(tags);
    }

    private Gauge gauge(Tags tags, GaugeSpec<S> spec) {
        // NaN, because a scrape may read the gauge while it is being removed.
        return Gauge.builder(
                        spec.meter().name(),
                        stateByTags,
                        states -> Optional.ofNullable(states.get(tags))
                                .map(spec.value()::applyAsDouble)
                                .orElse(Double.NaN))
                .description(spec.meter().description())
                .tags(tags)
                .register(registry);
    }
}
