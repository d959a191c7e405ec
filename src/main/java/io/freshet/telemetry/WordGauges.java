package io.freshet.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The gauges of the learning of words, on the instance that does it, as it last said. Safe from any thread. */
final class WordGauges {
    private final MeterRegistry registry;
    private final AtomicReference<@Nullable State> last = new AtomicReference<>();

    WordGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What the learning task said last. */
    record State(int words, int compounds, double drift, long snapshots, long returns) {}

    void put(State state) {
        if (last.getAndSet(state) == null) {
            gauge(Meters.WORDS_LEARNED, State::words);
            gauge(Meters.COMPOUNDS_LEARNED, State::compounds);
            gauge(Meters.WORD_DRIFT, State::drift);
            gauge(Meters.WORD_SNAPSHOTS, State::snapshots);
            gauge(Meters.WORD_RETURNS, State::returns);
        }
    }

    private void gauge(Meters.Meter meter, ToDoubleFunction<State> value) {
        Gauge.builder(meter.name(), last, state -> {
                    State now = state.get();
                    return now == null ? Double.NaN : value.applyAsDouble(now);
                })
                .description(meter.description())
                .register(registry);
    }
}
