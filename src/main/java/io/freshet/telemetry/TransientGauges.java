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
 * Gauges of objects that come and go on an instance, such as tasks that move between instances. Each gauge shows the
 * last state of its object and is removed with it. Safe from any thread, if only one thread at a time reports on the
 * same object.
 *
 * @param <S> state of one object
 */
final class TransientGauges<S> {
    private final MeterRegistry registry;
    private final List<GaugeSpec<S>> specs;
    private final Map<Tags, S> stateByTags = new ConcurrentHashMap<>();
    private final Map<Tags, List<Gauge>> gaugesByTags = new ConcurrentHashMap<>();

    /**
     * Creates a set of gauges that is empty until {@link #put} adds an object.
     *
     * @param specs definitions of the gauges that each object gets
     */
    TransientGauges(MeterRegistry registry, List<GaugeSpec<S>> specs) {
        this.registry = registry;
        this.specs = List.copyOf(specs);
    }

    /** Definition of a gauge: its metric, and the function that computes its value from an object's state. */
    record GaugeSpec<S>(Meters.Meter meter, ToDoubleFunction<S> value) {}

    /** Sets the state of the object that {@code tags} identify; registers the object's gauges if it is new. */
    void put(Tags tags, S state) {
        stateByTags.put(tags, state);
        gaugesByTags.computeIfAbsent(
                tags, of -> specs.stream().map(spec -> gauge(of, spec)).toList());
    }

    /** Removes the object that {@code tags} identify, with its gauges; does nothing if the object is unknown. */
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
