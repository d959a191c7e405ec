package io.freshet.cli.demo;

import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;

/**
 * Passes the recommender's measurements to {@link DemoSummary}, and the words that the recommender learns to {@link
 * LearnedCoinedWords}. Safe from any thread.
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
