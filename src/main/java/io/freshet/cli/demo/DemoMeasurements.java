package io.freshet.cli.demo;

import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import java.util.function.LongSupplier;

/**
 * Passes the recommender's measurements to {@link DemoSummary}, and the words that the recommender learns to {@link
 * LearnedCoinedWords}. Safe from any thread.
 */
final class DemoMeasurements implements Measurements {
    private final DemoSummary summary;
    private final LearnedCoinedWords coinedWords;
    private final LongSupplier wallClockMillis;

    DemoMeasurements(DemoSummary summary, LearnedCoinedWords coinedWords, LongSupplier wallClockMillis) {
        this.summary = summary;
        this.coinedWords = coinedWords;
        this.wallClockMillis = wallClockMillis;
    }

    @Override
    public void record(Measurement measurement) {
        if (measurement instanceof Measurement.EventRejected event) {
            summary.deadLetter(event.reason());
        } else if (measurement instanceof Measurement.WordsAdmitted admitted) {
            summary.wordsAdmitted(admitted.words().size());
            coinedWords.admitted(admitted.words());
        } else if (measurement instanceof Measurement.ListSent list) {
            summary.listed(list.trigger());
        } else if (measurement instanceof Measurement.ClickToList latency) {
            summary.clickToList(latency.millis(), wallClockMillis.getAsLong());
        } else if (measurement instanceof Measurement.PublishToList latency) {
            summary.publishToList(latency.millis(), wallClockMillis.getAsLong());
        }
    }
}
