package io.freshet.cli.demo;

import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;

/**
 * Passes measurements of the recommender to the demo's summary and to the tracker of the newsroom's invented words.
 * Safe from any thread.
 */
final class DemoMeasurements implements Measurements {
    private final DemoSummary summary;
    private final LearnedCoinedWords coinedWords;

    DemoMeasurements(DemoSummary summary, LearnedCoinedWords coinedWords) {
        this.summary = summary;
        this.coinedWords = coinedWords;
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
            summary.clickToList(latency.millis());
        } else if (measurement instanceof Measurement.PublishToList latency) {
            summary.publishToList(latency.millis());
        }
    }
}
