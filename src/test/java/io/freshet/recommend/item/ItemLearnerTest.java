package io.freshet.recommend.item;

import static io.freshet.recommend.RecommenderFixture.START;
import static io.freshet.recommend.RecommenderFixture.article;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.event.ClickKind;
import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.recommend.settings.VectorSettings;
import io.freshet.vector.VectorMath;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ItemLearnerTest {
    private final RecommendSettings settings = RecommendSettings.defaults().withDimension(RecommenderFixture.DIMENSION);
    private final ItemLearner learner = new ItemLearner(settings);

    /** Two articles in the catalogue besides the trained one; every negative sample is {@code negative}. */
    private Catalogue others() {
        RecommenderFixture newsroom = new RecommenderFixture(settings);
        newsroom.publish(article("other", "Other", null, START, .3f, -.2f, .9f, .1f));
        newsroom.publish(article("negative", "Negative", null, START, .5f, .5f, -.1f, .7f));
        return newsroom.catalogue;
    }

    private static RecentReads onlyNegative() {
        RecentReads recentReads = new RecentReads(1);
        recentReads.add("negative");
        return recentReads;
    }

    private ItemState own() {
        ItemState state = learner.create("own");
        learner.describe(state, null, article("own", "Own", null, START, .8f, .1f, .4f, -.2f));
        return state;
    }

    @Test
    void inputStepIsTheNegativeGradientTimesTheLearningRate() {
        Catalogue catalogue = others();
        ItemState state = own();
        float[] before = state.in.clone();
        float[] positive = catalogue.out().copy(catalogue.slotOf("other"));
        float[] negative = catalogue.out().copy(catalogue.slotOf("negative"));

        learner.apply(state, new ItemSignal.Followed("own", "other", START, 3), catalogue, onlyNegative());

        assertStep(
                before,
                state.in,
                in -> -logLogistic(VectorMath.dot(in, positive))
                        - settings.vectors().negativeSamples() * logLogistic(-VectorMath.dot(in, negative)),
                1e-3);
        assertThat(state.followers.size()).as("rank 3 is no direct follower").isZero();
    }

    @Test
    void outputStepIsTheNegativeGradientTimesTheLearningRateForOneNegative() {
        RecommendSettings oneNegative =
                settings.withVectors(vectors -> new VectorSettings(RecommenderFixture.DIMENSION, 1e-3, 1, 10, 2, 1));
        Catalogue catalogue = others();
        ItemState state = own();
        float[] before = state.out.clone();
        float[] context = catalogue.in().copy(catalogue.slotOf("other"));
        float[] negative = catalogue.in().copy(catalogue.slotOf("negative"));

        new ItemLearner(oneNegative)
                .apply(
                        state,
                        new ItemSignal.Read("own", START, ClickKind.CLICK, List.of("other"), Map.of()),
                        catalogue,
                        onlyNegative());

        // Steps are sequential, so they equal the gradient up to an error of the order of the learning rate.
        ToDoubleFunction<float[]> loss =
                out -> -logLogistic(VectorMath.dot(out, context)) - logLogistic(-VectorMath.dot(out, negative));
        for (int index = 0; index < before.length; index++) {
            double step = -1e-3 * slope(before, index, loss);
            assertThat((double) state.out[index] - before[index]).isCloseTo(step, within(1e-5));
        }
    }

    private void assertStep(float[] before, float[] after, ToDoubleFunction<float[]> loss, double tolerance) {
        for (int index = 0; index < before.length; index++) {
            double step = -settings.vectors().learningRate() * slope(before, index, loss);
            assertThat((double) after[index] - before[index]).isCloseTo(step, within(tolerance));
        }
    }

    private static double slope(float[] at, int index, ToDoubleFunction<float[]> loss) {
        float[] above = at.clone();
        float[] below = at.clone();
        above[index] += 1e-2f;
        below[index] -= 1e-2f;
        return (loss.applyAsDouble(above) - loss.applyAsDouble(below)) / (above[index] - (double) below[index]);
    }

    /** ln s(x). */
    private static double logLogistic(double product) {
        return -Math.log1p(Math.exp(-product));
    }

    @Test
    void articleWithTextStartsAtTwiceItsContent() {
        float[] content = VectorMath.unit(new float[] {.8f, .1f, .4f, -.2f});
        VectorMath.scale(2, content);
        assertThat(own().in).isEqualTo(content);
        assertThat(own().out).isEqualTo(content);
    }

    @Test
    void correctionKeepsEverythingLearnedFromReads() {
        Catalogue catalogue = others();
        ItemState state = own();
        float[] start = state.in.clone();
        learner.apply(
                state,
                new ItemSignal.Read("own", START, ClickKind.CLICK, List.of("other"), Map.of()),
                catalogue,
                onlyNegative());
        learner.apply(state, new ItemSignal.Followed("own", "other", START, 0), catalogue, onlyNegative());
        float[] learned = state.in.clone();
        VectorMath.addScaled(-1, start, learned);
        ArticleDescription first = article("own", "Own", null, START, .8f, .1f, .4f, -.2f);
        ArticleDescription second = article("own", "Own", "sport", START, 0, 1, 0, 0);

        learner.describe(state, first, second);

        float[] expected = {0, 2, 0, 0};
        VectorMath.addScaled(1, learned, expected);
        assertThat(state.in).containsExactly(expected, within(1e-5f));
        assertThat(state.status().category()).isEqualTo("sport");
    }

    @Test
    void restoredStateLearnsTheSameFromTheSameSignal() {
        Catalogue catalogue = others();
        ItemSignal read = new ItemSignal.Read("own", START, ClickKind.CLICK, List.of("other"), Map.of("device", "tv"));
        ItemState state = own();
        learner.apply(state, read, catalogue, onlyNegative());
        ItemState again = ItemState.restore(own().activity(), own().status(), own().buckets());
        new ItemLearner(settings).apply(again, read, catalogue, onlyNegative());

        assertThat(again.activity()).isEqualTo(state.activity());
        assertThat(again.buckets()).isEqualTo(state.buckets());
        assertThat(state.activity().segments().key(0)).isEqualTo("device=tv");
        assertThat(state.activity().segments().size()).isEqualTo(1);
    }

    @Test
    void hidesAndImpressionsAreCountedSeparatelyFromReads() {
        ItemState state = own();
        learner.apply(state, new ItemSignal.Hidden("own", START), others(), onlyNegative());
        learner.apply(state, new ItemSignal.Shown("own", START), others(), onlyNegative());
        learner.apply(state, new ItemSignal.Shown("own", START), others(), onlyNegative());

        assertThat(state.clickCount()).isZero();
        assertThat(state.activity().hides().sum(0)).isEqualTo(1);
        assertThat(state.activity().impressions().sum(0)).isEqualTo(2);
        assertThat(state.popularityAt(START)).isEmpty();
    }

    @Test
    void withdrawalLastsUntilTheNextAnnouncement() {
        ItemState state = own();
        assertThat(state.status().withdrawn()).isFalse();
        learner.withdraw(state);
        assertThat(state.status().withdrawn()).isTrue();
        learner.describe(state, null, article("own", "Own", null, START, 1, 0, 0, 0));
        assertThat(state.status().withdrawn()).as("announced again").isFalse();
    }

    @Test
    void signalForAnotherArticleIsRejected() {
        assertThatThrownBy(() -> learner.apply(own(), new ItemSignal.Shown("x", START), others(), onlyNegative()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("own");
    }
}
