package io.freshet.telemetry;

import io.freshet.recommend.Variant;
import io.freshet.topology.context.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/**
 * Creates the gauges of word learning, of rankers and of the tasks that serve readers; a gauge is removed when its task
 * moves to another instance.
 */
final class TaskGauges {
    private static final double SECOND_MILLIS = 1_000;

    private TaskGauges() {}

    static TransientGauges<Measurement.WordsLearned> words(MeterRegistry registry) {
        return new TransientGauges<>(
                registry,
                List.of(
                        new TransientGauges.GaugeSpec<>(Meters.LEARNED_WORDS, Measurement.WordsLearned::words),
                        new TransientGauges.GaugeSpec<>(Meters.LEARNED_PHRASES, Measurement.WordsLearned::compounds),
                        new TransientGauges.GaugeSpec<>(
                                Meters.WORD_BASE_SIMILARITY, Measurement.WordsLearned::baseSimilarity),
                        new TransientGauges.GaugeSpec<>(Meters.WORD_SNAPSHOTS, Measurement.WordsLearned::snapshots),
                        new TransientGauges.GaugeSpec<>(Meters.WORD_ROLLBACKS, Measurement.WordsLearned::rollbacks)));
    }

    static TransientGauges<Measurement.RankerProgress> rankers(MeterRegistry registry) {
        return new TransientGauges<>(
                registry,
                List.of(
                        new TransientGauges.GaugeSpec<>(Meters.RANKER_STEPS, Measurement.RankerProgress::steps),
                        new TransientGauges.GaugeSpec<>(Meters.RANKER_LOSS, Measurement.RankerProgress::relativeLoss),
                        new TransientGauges.GaugeSpec<>(Meters.RANKER_IN_USE, ranker -> ranker.inUse() ? 1 : 0),
                        new TransientGauges.GaugeSpec<>(
                                Meters.RANKER_ROLLBACKS, Measurement.RankerProgress::rollbacks)));
    }

    static TransientGauges<Measurement.TaskLoad> loads(MeterRegistry registry) {
        return new TransientGauges<>(
                registry,
                List.of(
                        new TransientGauges.GaugeSpec<>(
                                Meters.CLICK_LAG, load -> load.clickLagMillis() / SECOND_MILLIS),
                        new TransientGauges.GaugeSpec<>(
                                Meters.TRAINING_SAMPLE_RATIO, Measurement.TaskLoad::sampleRatio),
                        new TransientGauges.GaugeSpec<>(Meters.DEFERRED_LISTS, Measurement.TaskLoad::deferredLists)));
    }

    /** Tag that identifies a reader task: the partition of the readers it serves. */
    static Tags task(int partition) {
        return Tags.of("partition", Integer.toString(partition));
    }

    /** Tags that identify a ranker: the partition of the readers it serves, and the variant, treatment or control. */
    static Tags ranker(Variant variant, int partition) {
        return task(partition).and(Meters.variantTag(variant));
    }
}
