package io.freshet.topology;

import io.freshet.event.Reason;
import io.freshet.event.Trigger;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.Variant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Remembers what was measured. */
public final class RecordedMeasurements implements Measurements {
    public final Map<String, List<String>> opened = new HashMap<>();
    public final Map<String, Integer> accepted = new HashMap<>();
    final Map<String, Integer> duplicates = new HashMap<>();
    final Map<String, Integer> excess = new HashMap<>();
    public final Map<String, Integer> rejected = new HashMap<>();
    public final Map<String, Integer> erased = new HashMap<>();
    public final Map<String, Integer> superseded = new HashMap<>();
    public final Map<String, Integer> rerouted = new HashMap<>();
    final Map<Trigger, Integer> lists = new HashMap<>();
    final List<Long> clickToListMillis = new ArrayList<>();
    final List<Long> publishToListMillis = new ArrayList<>();
    int understood;
    final List<String> wordsAdmitted = new ArrayList<>();
    final Map<Boolean, Integer> understoodAgain = new HashMap<>();
    int compoundsLearned;
    long wordSnapshots;
    long wordReturns;
    int catalogueSize;
    long articlesEvicted;
    public final List<Integer> placesForeseen = new ArrayList<>();
    public final List<Integer> triedPlacesForeseen = new ArrayList<>();
    public final List<String> compared = new ArrayList<>();
    long rankerSteps;
    boolean rankerInUse;
    int listsSpared;
    int readersLeft;
    int listsWaiting;

    @Override
    public void inputOpened(String input, List<String> reasons) {
        opened.put(input, reasons);
    }

    @Override
    public void articlesEvicted(long articles) {
        articlesEvicted += articles;
    }

    @Override
    public void eventAccepted(String input) {
        accepted.merge(input, 1, Integer::sum);
    }

    @Override
    public void eventDuplicate(String input) {
        duplicates.merge(input, 1, Integer::sum);
    }

    @Override
    public void eventExcess(String input) {
        excess.merge(input, 1, Integer::sum);
    }

    @Override
    public void eventErased(String input) {
        erased.merge(input, 1, Integer::sum);
    }

    @Override
    public void eventSuperseded(String input) {
        superseded.merge(input, 1, Integer::sum);
    }

    @Override
    public void eventRerouted(String input) {
        rerouted.merge(input, 1, Integer::sum);
    }

    @Override
    public void eventRejected(String input, String reason) {
        rejected.merge(input + " " + reason, 1, Integer::sum);
    }

    @Override
    public void articleUnderstood(long nanos) {
        understood++;
    }

    @Override
    public void articleUnderstoodAgain(boolean changed) {
        understoodAgain.merge(changed, 1, Integer::sum);
    }

    @Override
    public void wordsLearned(int words, int compounds, double drift, long snapshots, long returns) {
        compoundsLearned = compounds;
        wordSnapshots = snapshots;
        wordReturns = returns;
    }

    @Override
    public void wordsAdmitted(List<String> words) {
        wordsAdmitted.addAll(words);
    }

    @Override
    public void listEmitted(Trigger trigger, long nanos, List<String> articleIds) {
        lists.merge(trigger, 1, Integer::sum);
    }

    @Override
    public void clickToList(long millis) {
        clickToListMillis.add(millis);
    }

    @Override
    public void publishToList(long millis) {
        publishToListMillis.add(millis);
    }

    @Override
    public void catalogueSize(int articles) {
        catalogueSize = articles;
    }

    @Override
    public void clickForeseen(Variant variant, int place, int mostReadPlace, Optional<Reason> reason) {
        (variant == Variant.LIVE ? placesForeseen : triedPlacesForeseen).add(place);
    }

    @Override
    public void variantsCompared(long readerHash, OptionalInt live, OptionalInt tried) {
        compared.add(live + " " + tried);
    }

    @Override
    public void rankerLearned(Variant variant, int task, long steps, double relativeLoss, boolean inUse, long returns) {
        if (variant == Variant.TRIED) {
            return;
        }
        rankerSteps = steps;
        rankerInUse = inUse;
    }

    @Override
    public void listSpared() {
        listsSpared++;
    }

    @Override
    public void readerLeft() {
        readersLeft++;
    }

    @Override
    public void keepingUp(int task, long behindMillis, double learnShare, int waiting) {
        listsWaiting = waiting;
    }
}
