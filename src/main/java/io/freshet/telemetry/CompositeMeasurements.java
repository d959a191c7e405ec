package io.freshet.telemetry;

import io.freshet.event.Reason;
import io.freshet.event.Trigger;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.Variant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Passes every measurement to several receivers, in order. Safe from any thread if the receivers are. */
public final class CompositeMeasurements implements Measurements {
    private final List<Measurements> receivers;

    private CompositeMeasurements(List<Measurements> receivers) {
        this.receivers = receivers;
    }

    /** Measurements that pass to all these receivers. */
    public static Measurements of(Measurements... receivers) {
        return new CompositeMeasurements(List.of(receivers));
    }

    @Override
    public void inputOpened(String input, List<String> reasons) {
        each(receiver -> receiver.inputOpened(input, reasons));
    }

    @Override
    public void eventAccepted(String input) {
        each(receiver -> receiver.eventAccepted(input));
    }

    @Override
    public void eventDuplicate(String input) {
        each(receiver -> receiver.eventDuplicate(input));
    }

    @Override
    public void eventExcess(String input) {
        each(receiver -> receiver.eventExcess(input));
    }

    @Override
    public void eventErased(String input) {
        each(receiver -> receiver.eventErased(input));
    }

    @Override
    public void eventSuperseded(String input) {
        each(receiver -> receiver.eventSuperseded(input));
    }

    @Override
    public void eventRerouted(String input) {
        each(receiver -> receiver.eventRerouted(input));
    }

    @Override
    public void eventRejected(String input, String reason) {
        each(receiver -> receiver.eventRejected(input, reason));
    }

    @Override
    public void inputLost(String input, long records) {
        each(receiver -> receiver.inputLost(input, records));
    }

    @Override
    public void articleUnderstood(long nanos) {
        each(receiver -> receiver.articleUnderstood(nanos));
    }

    @Override
    public void articleUnderstoodAgain(boolean changed) {
        each(receiver -> receiver.articleUnderstoodAgain(changed));
    }

    @Override
    public void wordsAdmitted(List<String> words) {
        each(receiver -> receiver.wordsAdmitted(words));
    }

    @Override
    public void wordsLearned(int words, int phrases, double baseSimilarity, long snapshots, long rollbacks) {
        each(receiver -> receiver.wordsLearned(words, phrases, baseSimilarity, snapshots, rollbacks));
    }

    @Override
    public void wordLearningClosed() {
        each(Measurements::wordLearningClosed);
    }

    @Override
    public void listEmitted(Trigger trigger, long nanos, List<String> articleIds) {
        each(receiver -> receiver.listEmitted(trigger, nanos, articleIds));
    }

    @Override
    public void clickForeseen(Variant variant, int rank, int mostReadRank, Optional<Reason> reason) {
        each(receiver -> receiver.clickForeseen(variant, rank, mostReadRank, reason));
    }

    @Override
    public void variantsCompared(long readerHash, OptionalInt control, OptionalInt treatment) {
        each(receiver -> receiver.variantsCompared(readerHash, control, treatment));
    }

    @Override
    public void rankerLearned(
            Variant variant, int task, long steps, double relativeLoss, boolean inUse, long rollbacks) {
        each(receiver -> receiver.rankerLearned(variant, task, steps, relativeLoss, inUse, rollbacks));
    }

    @Override
    public void clickToList(long millis) {
        each(receiver -> receiver.clickToList(millis));
    }

    @Override
    public void publishToList(long millis) {
        each(receiver -> receiver.publishToList(millis));
    }

    @Override
    public void publishToCatalogue(long millis) {
        each(receiver -> receiver.publishToCatalogue(millis));
    }

    @Override
    public void catalogueSize(int articles) {
        each(receiver -> receiver.catalogueSize(articles));
    }

    @Override
    public void articlesEvicted(long articles) {
        each(receiver -> receiver.articlesEvicted(articles));
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
        each(receiver -> receiver.stateUnreadable(store));
    }

    @Override
    public void storeRebuilt(String store) {
        each(receiver -> receiver.storeRebuilt(store));
    }

    @Override
    public void recordNotWritten(String topic) {
        each(receiver -> receiver.recordNotWritten(topic));
    }

    @Override
    public void keepingUp(int task, long clickLagMillis, double trainingSampleRatio, int deferredLists) {
        each(receiver -> receiver.keepingUp(task, clickLagMillis, trainingSampleRatio, deferredLists));
    }

    @Override
    public void readerTaskClosed(int task) {
        each(receiver -> receiver.readerTaskClosed(task));
    }

    private void each(Consumer<Measurements> measurement) {
        receivers.forEach(measurement);
    }
}
