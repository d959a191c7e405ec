package io.freshet.topology;

import io.freshet.event.Reason;
import io.freshet.event.Trigger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers what was measured. */
final class RecordedMeasurements implements Measurements {
    final Map<String, Integer> accepted = new HashMap<>();
    final Map<String, Integer> duplicates = new HashMap<>();
    final Map<String, Integer> rejected = new HashMap<>();
    final Map<Trigger, Integer> lists = new HashMap<>();
    final List<Long> clickToListMillis = new ArrayList<>();
    final List<Long> publishToListMillis = new ArrayList<>();
    int understood;
    final List<String> wordsAdmitted = new ArrayList<>();
    int catalogueSize;
    final List<Integer> placesForeseen = new ArrayList<>();
    long rankerSteps;
    boolean rankerInUse;

    @Override
    public void eventAccepted(String input) {
        accepted.merge(input, 1, Integer::sum);
    }

    @Override
    public void eventDuplicate(String input) {
        duplicates.merge(input, 1, Integer::sum);
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
    public void clickForeseen(int place, int mostReadPlace, Optional<Reason> reason) {
        placesForeseen.add(place);
    }

    @Override
    public void rankerLearned(int task, long steps, double relativeLoss, boolean inUse, long returns) {
        rankerSteps = steps;
        rankerInUse = inUse;
    }
}
