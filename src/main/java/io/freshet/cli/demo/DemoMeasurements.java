package io.freshet.cli.demo;

import io.freshet.event.Trigger;
import io.freshet.topology.context.Measurements;
import java.util.List;

/** Hands what the topology measures to the summary of the demo, and the words it learns to who tells of them. Safe from any thread. */
final class DemoMeasurements implements Measurements {
    private final DemoSummary summary;
    private final LearnedCoinages coinages;

    DemoMeasurements(DemoSummary summary, LearnedCoinages coinages) {
        this.summary = summary;
        this.coinages = coinages;
    }

    @Override
    public void eventRejected(String input, String reason) {
        summary.deadLetter(reason);
    }

    @Override
    public void wordsAdmitted(List<String> words) {
        summary.wordsAdmitted(words.size());
        coinages.admitted(words);
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
