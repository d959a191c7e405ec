package io.freshet.cli.demo;

import io.freshet.event.Trigger;
import io.freshet.topology.context.Measurements;
import java.util.List;

/**
 * Passes measurements of the topology to the summary of the demo and to the tracker of coined words. Safe from any
 * thread.
 */
final class DemoMeasurements implements Measurements {
    private final DemoSummary summary;
    private final LearnedCoinedWords coinedWords;

    DemoMeasurements(DemoSummary summary, LearnedCoinedWords coinedWords) {
        this.summary = summary;
        this.coinedWords = coinedWords;
    }

    @Override
    public void eventRejected(String input, String reason) {
        summary.deadLetter(reason);
    }

    @Override
    public void wordsAdmitted(List<String> words) {
        summary.wordsAdmitted(words.size());
        coinedWords.admitted(words);
    }

    @Override
    public void listEmitted(Trigger trigger, long nanos, List<String> articleIds) {
        summary.listed(trigger);
    }

    @Override
    public void clickToList(long millis) {
        summary.clickToList(millis);
    }

    @Override
    public void publishToList(long millis) {
        summary.publishToList(millis);
    }
}
