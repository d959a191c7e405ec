package io.freshet.topology.reader;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.reader.HitEvaluation;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.topology.context.Experiment;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.context.TopologySettings;
import io.freshet.topology.context.Variant;
import io.freshet.topology.store.ObjectStore;
import io.freshet.vector.SeededHash;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The ways in which one task makes lists: the live one and, during an {@link Experiment}, the one that is tried. Both learn
 * from everything that every reader does, and each click is held against the lists that were made for its reader. Owned by
 * the task's thread.
 */
final class RecommenderArms {
    private final Measurements measurements;
    private final RecommenderArm live;
    private final Optional<RecommenderArm> tried;
    private final Optional<Experiment> experiment;
    private final ShadowLists shadowLists = new ShadowLists();

    RecommenderArms(TopologyContext parts) {
        this.measurements = parts.measurements();
        this.live = new RecommenderArm(Variant.LIVE, parts.recommend(), measurements);
        this.experiment = parts.experiment();
        this.tried = experiment.map(trial -> new RecommenderArm(Variant.TRIED, trial.recommend(), measurements));
    }

    /** See {@link RecommenderArm#init}. */
    void init(ProcessorContext<Object, Object> context, TopologySettings settings) {
        live.init(context, settings);
        tried.ifPresent(maker -> maker.init(context, settings));
    }

    /** What makes the lists that a reader sees. */
    RecommenderArm seenBy(String userId) {
        return variantOf(userId) == Variant.TRIED ? tried.orElse(live) : live;
    }

    /** Judges by a click of a reader as yet unchanged by it, and then learns from it, see {@link RecommenderArm#learn}. */
    void learn(ReaderState reader, Click click, Catalogue articles, double share) {
        judge(reader, click, articles);
        live.learn(reader, click, articles, share);
        tried.ifPresent(maker -> maker.learn(reader, click, articles, share));
    }

    /** See {@link RecommenderArm#show}. */
    void show(ReaderState reader, Impression impression, Catalogue articles, double share) {
        live.show(reader, impression, articles, share);
        tried.ifPresent(maker -> maker.show(reader, impression, articles, share));
    }

    /** Makes the list that is tried and that nobody sees, to judge the reader's next click by; empty if none is. */
    Optional<Recommendations> makeShadow(ReaderState reader, ObjectStore<Catalogue> catalogue, long nowMillis) {
        if (tried.isEmpty() || isSplit()) {
            return Optional.empty();
        }
        Recommendations list = catalogue.read(articles -> tried.get().make(reader, articles, nowMillis, Trigger.CLICK));
        shadowLists.put(list);
        return Optional.of(list);
    }

    void forget(String userId) {
        shadowLists.forget(userId);
        live.forget(userId);
        tried.ifPresent(maker -> maker.forget(userId));
    }

    private void judge(ReaderState reader, Click click, Catalogue articles) {
        Variant variant = variantOf(reader.userId());
        Optional<HitEvaluation> seen = HitEvaluation.of(reader, click, articles);
        seen.ifPresent(foresight -> judged(variant, foresight));
        Optional<HitEvaluation> unseen =
                shadowLists.of(click.userId()).flatMap(list -> HitEvaluation.of(list, reader, click, articles));
        unseen.ifPresent(foresight -> judged(Variant.TRIED, foresight));
        if (seen.isPresent() && unseen.isPresent()) {
            measurements.variantsCompared(SeededHash.hash(reader.userId()), hit(seen.get()), hit(unseen.get()));
        } else if (seen.isPresent() && isSplit()) {
            OptionalInt none = OptionalInt.empty();
            measurements.variantsCompared(
                    SeededHash.hash(reader.userId()),
                    variant == Variant.LIVE ? hit(seen.get()) : none,
                    variant == Variant.TRIED ? hit(seen.get()) : none);
        }
    }

    private void judged(Variant variant, HitEvaluation foresight) {
        measurements.clickForeseen(
                variant, foresight.place(), foresight.mostReadPlace(), Optional.ofNullable(foresight.reason()));
    }

    private static OptionalInt hit(HitEvaluation foresight) {
        return OptionalInt.of(foresight.isHit() ? 1 : 0);
    }

    private boolean isSplit() {
        return experiment.filter(trial -> trial.mode() == Experiment.Mode.SPLIT).isPresent();
    }

    private Variant variantOf(String userId) {
        return experiment.filter(trial -> trial.picks(userId)).isPresent() ? Variant.TRIED : Variant.LIVE;
    }
}
