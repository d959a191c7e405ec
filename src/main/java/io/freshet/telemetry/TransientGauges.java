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
 * Gauges of what comes to an instance and goes again, such as its tasks: each shows what was last said of it, and nothing
 * any longer once it is gone. Safe from any thread, as long as only one speaks of the same thing at a time.
 *
 * @param <S> what is said of one thing
 */
final class TransientGauges<S> {
    private final MeterRegistry registry;
    private final List<Figure<S>> figures;
    private final Map<Tags, S> stateByTags = new ConcurrentHashMap<>();
    private final Map<Tags, List<Gauge>> gaugesByTags = new ConcurrentHashMap<>();

    /** @param figures what is shown of each */
    TransientGauges(MeterRegistry registry, List<Figure<S>> figures) {
        this.registry = registry;
        this.figures = List.copyOf(figures);
    }

    /** One figure of a state. */
    record Figure<S>(Meters.Meter meter, ToDoubleFunction<S> value) {}

    /** @param tags by which the gauges of one thing are told from those of another */
    void put(Tags tags, S state) {
        stateByTags.put(tags, state);
        gaugesByTags.computeIfAbsent(
                tags, of -> figures.stream().map(figure -> gauge(of, figure)).toList());
    }

    /** Where nothing was said of it, nothing happens. */
    void remove(Tags tags) {
        List<Gauge> gone = gaugesByTags.remove(tags);
        if (gone != null) {
            gone.forEach(registry::remove);
        }
        stateByTags.remove(tags);
    }

    private Gauge gauge(Tags tags, Figure<S> figure) {
        // A scrape may have found the gauge before it was removed.
        return Gauge.builder(
                        figure.meter().name(),
                        stateByTags,
                        states -> Optional.ofNullable(states.get(tags))
                                .map(figure.value()::applyAsDouble)
                                .orElse(Double.NaN))
                .description(figure.meter().description())
                .tags(tags)
                .register(registry);
    }
}
