package io.freshet.telemetry;

import io.freshet.event.Reason;
import io.freshet.event.Trigger;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.Variant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Hands every measurement to several others, in order. Safe from any thread as far as those are. */
public final class CompositeMeasurements implements Measurements {
    private final List<Measurements> parts;

    private CompositeMeasurements(List<Measurements> parts) {
        this.parts = parts;
    }

    /** One that measures with all of these. */
    public static Measurements of(Measurements... parts) {
        return new CompositeMeasurements(List.of(parts));
    }

    @Override
    public void inputOpened(String input, List<String> reasons) {
        each(part -> part.inputOpened(input, reasons));
    }

    @Override
    public void eventAccepted(String input) {
        each(part -> part.eventAccepted(input));
    }

    @Override
    public void eventDuplicate(String input) {
        each(part -> part.eventDuplicate(input));
    }

    @Override
    public void eventExcess(String input) {
        each(part -> part.eventExcess(input));
    }

    @Override
    public void eventErased(String input) {
        each(part -> part.eventErased(input));
    }

    @Override
    public void eventSuperseded(String input) {
        each(part -> part.eventSuperseded(input));
    }

    @Override
    public void eventRerouted(String input) {
        each(part -> part.eventRerouted(input));
    }

    @Override
    public void eventRejected(String input, String reason) {
        each(part -> part.eventRejected(input, reason));
    }

    @Override
    public void inputLost(String input, long records) {
        each(part -> part.inputLost(input, records));
    }

    @Override
    public void articleUnderstood(long nanos) {
        each(part -> part.articleUnderstood(nanos));
    }

    @Override
    public void articleUnderstoodAgain(boolean changed) {
        each(part -> part.articleUnderstoodAgain(changed));
    }

    @Override
    public void wordsAdmitted(List<String> words) {
        each(part -> part.wordsAdmitted(words));
    }

    @Override
    public void wordsLearned(int words, int compounds, double drift, long snapshots, long returns) {
        each(part -> part.wordsLearned(words, compounds, drift, snapshots, returns));
    }

    @Override
    public void wordLearningClosed() {
        each(Measurements::wordLearningClosed);
    }

    @Override
    public void listEmitted(Trigger trigger, long nanos, List<String> articleIds) {
        each(part -> part.listEmitted(trigger, nanos, articleIds));
    }

    @Override
    public void clickForeseen(Variant variant, int place, int mostReadPlace, Optional<Reason> reason) {
        each(part -> part.clickForeseen(variant, place, mostReadPlace, reason));
    }

    @Override
    public void variantsCompared(long readerHash, OptionalInt live, OptionalInt tried) {
        each(part -> part.variantsCompared(readerHash, live, tried));
    }

    @Override
    public void rankerLearned(Variant variant, int task, long steps, double relativeLoss, boolean inUse, long returns) {
        each(part -> part.rankerLearned(variant, task, steps, relativeLoss, inUse, returns));
    }

    @Override
    public void clickToList(long millis) {
        each(part -> part.clickToList(millis));
    }

    @Override
    public void publishToList(long millis) {
        each(part -> part.publishToList(millis));
    }

    @Override
    public void publishToCatalogue(long millis) {
        each(part -> part.publishToCatalogue(millis));
    }

    @Override
    public void catalogueSize(int articles) {
        each(part -> part.catalogueSize(articles));
    }

    @Override
    public void articlesEvicted(long articles) {
        each(part -> part.articlesEvicted(articles));
    }

    @Override
    public void listSpared() {
        each(Measurements::listSpared);
    }

    @Override
    public void readerLeft() {
        each(Measurements::readerLeft);
    }

    @Override
    public void stateUnreadable(String store) {
        each(part -> part.stateUnreadable(store));
    }

    @Override
    public void storeRebuilt(String store) {
        each(part -> part.storeRebuilt(store));
    }

    @Override
    public void recordNotWritten(String topic) {
        each(part -> part.recordNotWritten(topic));
    }

    @Override
    public void keepingUp(int task, long behindMillis, double learnShare, int listsWaiting) {
        each(part -> part.keepingUp(task, behindMillis, learnShare, listsWaiting));
    }

    @Override
    public void readerTaskClosed(int task) {
        each(part -> part.readerTaskClosed(task));
    }

    private void each(Consumer<Measurements> measuring) {
        parts.forEach(measuring);
    }
}
