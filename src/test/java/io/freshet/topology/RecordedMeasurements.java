package io.freshet.topology;

import io.freshet.event.Trigger;
import io.freshet.recommend.Variant;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.MeasurementHandlers;
import io.freshet.topology.context.Measurements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers what was measured. */
public final class RecordedMeasurements implements Measurements {
    public final Map<String, List<String>> opened = new HashMap<>();
    public final Map<String, Integer> accepted = new HashMap<>();
    final Map<String, Integer> duplicates = new HashMap<>();
    final Map<String, Integer> rateLimited = new HashMap<>();
    public final Map<String, Integer> rejected = new HashMap<>();
    public final Map<String, Integer> erased = new HashMap<>();
    public final Map<String, Integer> superseded = new HashMap<>();
    public final Map<String, Integer> rerouted = new HashMap<>();
    final Map<Trigger, Integer> lists = new HashMap<>();
    final List<Long> clickToListMillis = new ArrayList<>();
    final List<Long> publishToListMillis = new ArrayList<>();
    int articlesEmbedded;
    final List<String> wordsAdmitted = new ArrayList<>();
    final Map<Boolean, Integer> reembedded = new HashMap<>();
    int compoundsLearned;
    long wordSnapshots;
    long wordRollbacks;
    int catalogueSize;
    long articlesEvicted;
    public final List<Integer> places = new ArrayList<>();
    public final List<Integer> treatmentPlaces = new ArrayList<>();
    public final List<String> compared = new ArrayList<>();
    long rankerSteps;
    boolean rankerInUse;
    int listsCoalesced;
    int readersExpired;
    int deferredLists;

    private final MeasurementHandlers handlers = new MeasurementHandlers()
            .on(Measurement.InputOpened.class, input -> opened.put(input.input(), input.reasons()))
            .on(Measurement.ArticlesEvicted.class, evicted -> articlesEvicted += evicted.articles())
            .on(Measurement.EventProcessed.class, this::count)
            .on(
                    Measurement.EventRejected.class,
                    event -> rejected.merge(event.input() + " " + event.reason(), 1, Integer::sum))
            .on(Measurement.ArticleEmbedded.class, embedded -> articlesEmbedded++)
            .on(Measurement.ArticleReembedded.class, again -> reembedded.merge(again.changed(), 1, Integer::sum))
            .on(Measurement.WordsLearned.class, learned -> {
                compoundsLearned = learned.compounds();
                wordSnapshots = learned.snapshots();
                wordRollbacks = learned.rollbacks();
            })
            .on(Measurement.WordsAdmitted.class, admitted -> wordsAdmitted.addAll(admitted.words()))
            .on(Measurement.ListSent.class, list -> lists.merge(list.trigger(), 1, Integer::sum))
            .on(Measurement.ClickToList.class, latency -> clickToListMillis.add(latency.millis()))
            .on(Measurement.PublishToList.class, latency -> publishToListMillis.add(latency.millis()))
            .on(Measurement.CatalogueSize.class, size -> catalogueSize = size.articles())
            .on(
                    Measurement.ListEvaluated.class,
                    evaluated -> (evaluated.variant() == Variant.CONTROL ? places : treatmentPlaces)
                            .add(evaluated.hit().position()))
            .on(Measurement.VariantsCompared.class, both -> compared.add(both.control() + " " + both.treatment()))
            .on(Measurement.RankerState.class, ranker -> {
                if (ranker.variant() == Variant.CONTROL) {
                    rankerSteps = ranker.progress().steps();
                    rankerInUse = ranker.progress().inUse();
                }
            })
            .on(Measurement.ListCoalesced.class, list -> listsCoalesced++)
            .on(Measurement.ReaderExpired.class, reader -> readersExpired++)
            .on(Measurement.TaskLoad.class, load -> deferredLists = load.deferredLists());

    @Override
    public void record(Measurement measurement) {
        handlers.record(measurement);
    }

    private void count(Measurement.EventProcessed event) {
        Map<String, Integer> counts = switch (event.outcome()) {
            case ACCEPTED -> accepted;
            case DUPLICATE -> duplicates;
            case RATE_LIMITED -> rateLimited;
            case ERASED -> erased;
            case SUPERSEDED -> superseded;
            case REROUTED -> rerouted;
        };
        counts.merge(event.input(), 1, Integer::sum);
    }
}
