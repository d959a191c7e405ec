package io.freshet.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** State of the word learner, which runs on one instance. */
record WordState(int words, int phrases, double baseSimilarity, long snapshots, long rollbacks) {

    static TransientGauges<WordState> gauges(MeterRegistry registry) {
        return new TransientGauges<>(
                registry,
                List.of(
                        new TransientGauges.GaugeSpec<>(Meters.LEARNED_WORDS, WordState::words),
                        new TransientGauges.GaugeSpec<>(Meters.LEARNED_PHRASES, WordState::phrases),
                        new TransientGauges.GaugeSpec<>(Meters.WORD_BASE_SIMILARITY, WordState::baseSimilarity),
                        new TransientGauges.GaugeSpec<>(Meters.WORD_SNAPSHOTS, WordState::snapshots),
                        new TransientGauges.GaugeSpec<>(Meters.WORD_ROLLBACKS, WordState::rollbacks)));
    }
}
