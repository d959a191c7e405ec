package io.freshet.recommend;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.reader.HitEvaluation;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.SeededHash;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Recommenders of both sides of an {@link Experiment}: the control and, while an experiment runs, the treatment. Each
 * arm trains on the readers of its training sample, whichever arm makes their lists. Each read evaluates the lists made
 * for its reader. Owned by one thread.
 */
final class RecommenderArms {
    private final HitListener hits;
    private final RecommenderArm control;
    private final Optional<RecommenderArm> treatment;
    private final Optional<Experiment> experiment;
    private final ShadowLists shadowLists = new ShadowLists();

    RecommenderArms(RecommendSettings settings, Optional<Experiment> experiment, HitListener hits) {
        this.hits = hits;
        this.control = new RecommenderArm(Variant.CONTROL, settings);
        this.experiment = experiment;
        this.treatment = experiment.map(test -> new RecommenderArm(Variant.TREATMENT, test.recommend()));
    }

    List<RecommenderArm> all() {
        return Stream.concat(Stream.of(control), treatment.stream()).toList();
    }

    /** The recommender, control or treatment, whose lists the reader sees. */
    RecommenderArm of(String userId) {
        return variantOf(userId) == Variant.TREATMENT ? treatment.orElse(control) : control;
    }

    /**
     * Checks whether the reader's lists contained the clicked article, then trains control and treatment on the click.
     * See {@link RecommenderArm#train}, also for {@code sampleRatio}.
     */
    void learn(ReaderState reader, Click click, Catalogue articles, double sampleRatio, long wallClockMillis) {
        evaluate(reader, click, articles);
        control.train(reader, click, articles, sampleRatio, wallClockMillis);
        treatment.ifPresent(arm -> arm.train(reader, click, articles, sampleRatio, wallClockMillis));
    }

    /** Records an impression for the training of control and treatment; see {@link RecommenderArm#observe}. */
    void observe(
            ReaderState reader, Impression impression, Catalogue articles, double sampleRatio, long wallClockMillis) {
        control.observe(reader, impression, articles, sampleRatio, wallClockMillis);
        treatment.ifPresent(arm -> arm.observe(reader, impression, articles, sampleRatio, wallClockMillis));
    }

    boolean makesShadowLists() {
        return treatment.isPresent() && !isSplit();
    }

    /**
     * Makes the treatment's list for a reader of a shadow experiment and keeps the list, to be evaluated by the
     * reader's next read. The reader does not see the list.
     */
    Recommendations shadow(ReaderState reader, Catalogue articles, ListTime time) {
        RecommenderArm arm = treatment.orElseThrow(() -> new IllegalStateException("no experiment is running"));
        Recommendations list = arm.recommend(reader, articles, time, Trigger.CLICK);
        shadowLists.put(list);
        return list;
    }

    void forget(String userId) {
        shadowLists.forget(userId);
        control.forget(userId);
        treatment.ifPresent(arm -> arm.forget(userId));
    }

    private void evaluate(ReaderState reader, Click click, Catalogue articles) {
        Variant variant = variantOf(reader.userId());
        Optional<HitEvaluation> seen = HitEvaluation.of(reader, click, articles);
        seen.ifPresent(evaluation -> hits.evaluated(variant, evaluation));
        Optional<HitEvaluation> shadow =
                shadowLists.of(click.userId()).flatMap(list -> HitEvaluation.of(list, reader, click, articles));
        shadow.ifPresent(evaluation -> hits.evaluated(Variant.TREATMENT, evaluation));
        long readerHash = SeededHash.hash(reader.userId());
        if (seen.isPresent() && shadow.isPresent()) {
            hits.compared(readerHash, hit(seen.get()), hit(shadow.get()));
        } else if (seen.isPresent() && isSplit()) {
            OptionalInt none = OptionalInt.empty();
            hits.compared(
                    readerHash,
                    variant == Variant.CONTROL ? hit(seen.get()) : none,
                    variant == Variant.TREATMENT ? hit(seen.get()) : none);
        }
    }

    private static OptionalInt hit(HitEvaluation evaluation) {
        return OptionalInt.of(evaluation.isHit() ? 1 : 0);
    }

    private boolean isSplit() {
        return experiment.filter(test -> test.mode() == Experiment.Mode.SPLIT).isPresent();
    }

    private Variant variantOf(String userId) {
        return experiment.filter(test -> test.assigns(userId)).isPresent() ? Variant.TREATMENT : Variant.CONTROL;
    }
}
