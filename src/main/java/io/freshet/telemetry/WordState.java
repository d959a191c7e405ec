package io.freshet.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** How the learning of words fares, on the one instance that does it. */
record WordState(int words, int compounds, double drift, long snapshots, long returns) {

    static PassingGauges<WordState> gauges(MeterRegistry registry) {
        return new PassingGauges<>(
                registry,
                List.of(
                        new PassingGauges.Figure<>(Meters.WORDS_LEARNED, WordState::words),
                        new PassingGauges.Figure<>(Meters.COMPOUNDS_LEARNED, WordState::compounds),
                        new PassingGauges.Figure<>(Meters.WORD_DRIFT, WordState::drift),
                        new PassingGauges.Figure<>(Meters.WORD_SNAPSHOTS, WordState::snapshots),
                        new PassingGauges.Figure<>(Meters.WORD_RETURNS, WordState::returns)));
    }
}
