package io.freshet.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** How the learning of words fares, on the one instance that does it. */
record WordState(int words, int compounds, double drift, long snapshots, long returns) {

    static TransientGauges<WordState> gauges(MeterRegistry registry) {
        return new TransientGauges<>(
                registry,
                List.of(
                        new TransientGauges.Figure<>(Meters.WORDS_LEARNED, WordState::words),
                        new TransientGauges.Figure<>(Meters.COMPOUNDS_LEARNED, WordState::compounds),
                        new TransientGauges.Figure<>(Meters.WORD_DRIFT, WordState::drift),
                        new TransientGauges.Figure<>(Meters.WORD_SNAPSHOTS, WordState::snapshots),
                        new TransientGauges.Figure<>(Meters.WORD_RETURNS, WordState::returns)));
    }
}
