package io.freshet.recommend.rank;

import static io.freshet.recommend.RecommenderFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.freshet.recommend.Recommender;
import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.settings.OnlineRankerSettings;
import io.freshet.vector.FloatVector;
import io.freshet.vector.SeededHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineRankerTest {
    private static final int STEPS_BEFORE_USE = 300;

    private final RecommenderFixture newsroom = new RecommenderFixture();
    private final Recommender proposing = Recommender.withFormula(newsroom.settings);

    private OnlineRanker ranker() {
        return new OnlineRanker(newsroom.settings.withRanking(
                ranking -> ranking.withOnline(new OnlineRankerSettings(16, 20, .001, .003, STEPS_BEFORE_USE, 1))));
    }

    private Candidates propose(String userId, long nowMillis) {
        return proposing.propose(newsroom.reader(userId), newsroom.catalogue, ListTime.ofEvents(nowMillis));
    }

    @Test
    void formulaIsUsedUntilTheRankerIsWarmedUp() {
        OnlineRanker ranker = ranker();
        for (int article = 0; article < 30; article++) {
            newsroom.read("r" + article, "a" + article % 15, START + article);
        }
        newsroom.read("me", "a1", START + 100);
        Candidates candidates = propose("me", START + 200);
        float[] learned = new float[candidates.size()];
        float[] formula = new float[candidates.size()];
        ranker.score(candidates, learned);
        new FormulaRanker(newsroom.settings.ranking().formula()).score(candidates, formula);

        assertThat(ranker.isInUse()).isFalse();
        assertThat(learned).isEqualTo(formula).isNotEmpty();
    }

    // These readers always choose the least-read candidate, the opposite of the formula's preference.
    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void learnsAPreferenceTheFormulaLacks(long seed) {
        OnlineRanker ranker = ranker();
        int[] hits = contrarians(ranker, seed);
        assertThat(ranker.isInUse()).isTrue();
        assertThat(ranker.relativeLoss()).isLessThan(.9);
        assertThat(hits[0]).as("learned, of the last 300 first lines").isGreaterThan(2 * hits[1]);
    }

    private int[] contrarians(Ranker ranker, long seed) {
        Random random = new Random(seed);
        FormulaRanker formula = new FormulaRanker(newsroom.settings.ranking().formula());
        float[] scores = new float[1_000];
        int[] hits = new int[2];
        for (int step = 0; step < 1_500; step++) {
            long now = START + step * 10_000L;
            String userId = "r" + random.nextInt(60);
            Candidates candidates = propose(userId, now);
            String choice = "a" + (int) Math.min(39, Math.abs(random.nextGaussian() * 12));
            if (step >= 100 && candidates.size() > 5) {
                choice = candidates.articleId(leastRead(candidates));
                if (step >= 1_200) {
                    ranker.score(candidates, scores);
                    hits[0] += candidates.articleId(best(candidates, scores)).equals(choice) ? 1 : 0;
                    formula.score(candidates, scores);
                    hits[1] += candidates.articleId(best(candidates, scores)).equals(choice) ? 1 : 0;
                }
                ranker.learn(candidates, choice);
            }
            newsroom.read(userId, choice, now);
            // Other readers, who are not trained on, make articles popular.
            newsroom.read("x" + step, "a" + (int) Math.min(39, Math.abs(random.nextGaussian() * 12)), now);
        }
        return hits;
    }

    private static int leastRead(Candidates candidates) {
        int least = 0;
        for (int index = 1; index < candidates.size(); index++) {
            if (candidates.reads(index, HalfLife.DAY) < candidates.reads(least, HalfLife.DAY)) {
                least = index;
            }
        }
        return least;
    }

    private static int best(Candidates candidates, float[] scores) {
        int best = 0;
        for (int index = 1; index < candidates.size(); index++) {
            best = scores[index] > scores[best] ? index : best;
        }
        return best;
    }

    /** Rankers of several tasks with their own readers, averaged every {@code readsBetweenAverages} reads. */
    private static final class AveragedTasks implements Ranker {
        private final List<OnlineRanker> rankers;
        private final int readsBetweenAverages;
        private int reads;

        AveragedTasks(List<OnlineRanker> rankers, int readsBetweenAverages) {
            this.rankers = rankers;
            this.readsBetweenAverages = readsBetweenAverages;
        }

        private OnlineRanker of(Candidates candidates) {
            return rankers.get((int)
                    Long.remainderUnsigned(SeededHash.hash(candidates.reader().userId()), rankers.size()));
        }

        @Override
        public void score(Candidates candidates, float[] scores) {
            of(candidates).score(candidates, scores);
        }

        @Override
        public void learn(Candidates before, String articleId) {
            of(before).learn(before, articleId);
            if (++reads % readsBetweenAverages == 0) {
                RankerPool pool = new RankerPool();
                for (int task = 0; task < rankers.size(); task++) {
                    pool.put("tasks/" + task, rankers.get(task).weights());
                }
                RankerWeights mean =
                        pool.average("tasks/0", rankers.get(0).weights()).orElseThrow();
                rankers.forEach(ranker -> ranker.continueFromAverage(mean));
            }
        }
    }

    // Without the step multiplier, the average would have made an eighth of the steps and would not be in use yet.
    @ParameterizedTest
    @ValueSource(ints = {2, 40})
    void averagedTasksLearnAsFastAsOne(int readsBetweenAverages) {
        OnlineRanker alone = ranker();
        contrarians(alone, 21);
        OnlineRankerTest elsewhere = new OnlineRankerTest();
        List<OnlineRanker> rankers =
                List.copyOf(Stream.generate(elsewhere::ranker).limit(8).toList());
        int[] hits = elsewhere.contrarians(new AveragedTasks(rankers, readsBetweenAverages), 21);

        assertThat(rankers).allSatisfy(ranker -> {
            assertThat(ranker.isInUse()).isTrue();
            assertThat((double) ranker.steps()).isCloseTo((double) alone.steps(), withinPercentage(25));
            assertThat(ranker.relativeLoss()).isCloseTo(alone.relativeLoss(), within(.15));
        });
        assertThat(hits[0]).as("learned, of the last 300 first lines").isGreaterThan(2 * hits[1] + 30);
    }

    @Test
    void featureGroupsCoverAllFeatures() {
        assertThat(FeatureGroup.count()).isEqualTo(RankingFeatures.COUNT);
        assertThat(FeatureGroup.featuresOf(EnumSet.of(FeatureGroup.AGE, FeatureGroup.SEGMENTS)).stream())
                .containsExactly(7, 8, RankingFeatures.COUNT - 1);
    }

    // The choices of these readers depend on popularity only, which this ranker does not see.
    @Test
    void cannotLearnFromFeaturesLeftOut() {
        OnlineRanker withoutPopularity = new OnlineRanker(
                newsroom.settings.withRanking(ranking ->
                        ranking.withOnline(new OnlineRankerSettings(16, 20, .001, .003, STEPS_BEFORE_USE, 1))),
                EnumSet.complementOf(EnumSet.of(FeatureGroup.REQUEST)));
        contrarians(withoutPopularity, 21);
        assertThat(withoutPopularity.relativeLoss()).isGreaterThan(.95);
    }

    @Test
    void restoredRankerScoresTheSame() {
        OnlineRanker ranker = ranker();
        contrarians(ranker, 5);
        OnlineRanker restored = ranker();
        restored.restore(ranker.weights());
        Candidates candidates = propose("r1", START + 20_000_000);
        float[] first = new float[candidates.size()];
        float[] second = new float[candidates.size()];
        ranker.score(candidates, first);
        restored.score(candidates, second);

        assertThat(restored.isInUse()).isTrue();
        assertThat(second).isEqualTo(first).isNotEmpty();
    }

    @Test
    void weightsOfAnotherLayoutOrSizeAreRejected() {
        OnlineRanker ranker = ranker();
        assertThatThrownBy(() -> ranker.restore(weights(ranker, new float[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 numbers");
        assertThatThrownBy(() -> ranker.restore(
                        new RankerWeights(7, 1, 1, ranker.weights().state())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layout 7");
    }

    private static RankerWeights weights(OnlineRanker ranker, float[] state) {
        return new RankerWeights(ranker.layout(), 1, START, FloatVector.copyOf(state));
    }

    /** State in which weights and their moving average are too large for floats. */
    private static float[] overflowing(OnlineRanker ranker) {
        float[] state = ranker.weights().state().toArray();
        Arrays.fill(state, 200, 500, 3e38f);
        Arrays.fill(state, state.length - 600, state.length - 300, 3e38f);
        return state;
    }

    /** Sets the relative loss far above the divergence limit and runs a training step. */
    private static void diverge(OnlineRanker ranker, Candidates candidates) {
        float[] diverged = ranker.weights().state().toArray();
        diverged[0] = 5;
        ranker.restore(weights(ranker, diverged));
        ranker.learn(candidates, candidates.articleId(0));
    }

    @Test
    void weightsThatOverflowAreReset() {
        OnlineRanker ranker = ranker();
        contrarians(ranker, 6);
        float[] overflowing = overflowing(ranker);
        OnlineRanker other = ranker();
        other.restore(weights(other, overflowing));
        Candidates candidates = propose("r1", START + 20_000_000);
        float[] scores = new float[candidates.size()];
        other.score(candidates, scores);
        for (float score : scores) {
            assertThat(score).isFinite();
        }
        other.restore(weights(other, overflowing));
        other.learn(candidates, candidates.articleId(0));

        assertThat(other.rollbacks()).isEqualTo(2);
        assertThat(other.isInUse()).isFalse();
    }

    @Test
    void rollsBackToTheLastCheckpointWhenTrainingDiverges() {
        OnlineRanker ranker = ranker();
        contrarians(ranker, 7);
        // Long enough for a checkpoint.
        diverge(ranker, propose("r1", START + 20_000_000));

        assertThat(ranker.rollbacks()).isEqualTo(1);
        assertThat(ranker.isInUse()).isTrue();
        assertThat(ranker.relativeLoss()).isLessThan(1);
    }

    @Test
    void takesCheckpointsAgainAfterAReset() {
        OnlineRanker ranker = ranker();
        contrarians(ranker, 7);
        float[] overflowing = overflowing(ranker);
        Candidates candidates = propose("r1", START + 20_000_000);
        for (int times = 0; times < 2; times++) {
            ranker.restore(weights(ranker, overflowing));
            ranker.learn(candidates, candidates.articleId(0));
        }
        assertThat(ranker.steps()).isZero();

        new OnlineRankerTest().contrarians(ranker, 8);
        diverge(ranker, candidates);

        assertThat(ranker.steps()).as("steps of the new checkpoint").isPositive();
        assertThat(ranker.isInUse()).isTrue();
    }

    // Otherwise examples would be counted again in every average and grow without limit.
    @Test
    void examplesAreNotTransferredByAveraging() {
        OnlineRanker one = ranker();
        contrarians(one, 8);
        OnlineRanker other = ranker();
        double examples = one.weights().examples();
        for (int round = 0; round < 2_000; round++) {
            RankerPool pool = new RankerPool();
            pool.put("control/1", other.weights());
            RankerWeights mean = pool.average("control/0", one.weights()).orElseThrow();
            one.continueFromAverage(mean);
            other.continueFromAverage(mean);
        }
        assertThat(one.weights().examples()).isEqualTo(examples).isPositive();
        assertThat(other.weights().examples()).isZero();
        assertThat(other.weights().state()).isEqualTo(one.weights().state());
        assertThat(other.isInUse()).isTrue();
    }

    @Test
    void trainsOnTheConfiguredShareOfReaders() {
        OnlineRanker tenth = new OnlineRanker(newsroom.settings.withRanking(
                ranking -> ranking.withOnline(new OnlineRankerSettings(16, 20, .001, .003, 300, .1))));
        long learned = IntStream.range(0, 10_000)
                .filter(reader -> tenth.trainsOn("r" + reader, 1))
                .count();
        assertThat(learned).isBetween(900L, 1_100L);
        assertThat(ranker().trainsOn("r1", 1)).isTrue();
    }

    @Test
    void readOfAnArticleThatWasNoCandidateTeachesNothing() {
        for (int article = 0; article < 300; article++) {
            for (int times = 0; times < (article < 10 ? 1 : 5); times++) {
                newsroom.read("r" + article + "-" + times, "a" + article, START + article);
            }
        }
        newsroom.read("me", "a100", START + 1_000);
        Candidates candidates = propose("me", START + 2_000);
        assertThat(candidates.indexOf("a3")).isNegative();
        OnlineRanker ranker = ranker();
        ranker.learn(candidates, "a3");
        assertThat(ranker.steps()).isZero();
        ranker.learn(candidates, "a290");
        assertThat(ranker.steps()).isEqualTo(1);
    }

    // Readers choose the least-read of five articles shown. A ranker that saw the impression itself among the features
    // would
    // learn only that the article was shown.
    @Test
    void learnsWhichOfTheShownArticlesIsChosen() {
        OnlineRanker ranker = ranker();
        Random random = new Random(31);
        float[] scores = new float[1_000];
        int right = 0;
        for (int step = 0; step < 1_200; step++) {
            long now = START + step * 10_000L;
            newsroom.read("x" + step, "a" + (int) Math.min(39, Math.abs(random.nextGaussian() * 12)), now);
            String userId = "r" + random.nextInt(60);
            Candidates candidates = propose(userId, now);
            if (step < 100 || candidates.size() < 10) {
                continue;
            }
            List<String> shown = new ArrayList<>();
            int choice = -1;
            for (int row = 0; row < 5; row++) {
                int index = (random.nextInt(candidates.size() / 5) * 5 + row) % candidates.size();
                shown.add(candidates.articleId(index));
                boolean fewer =
                        choice < 0 || candidates.reads(index, HalfLife.DAY) < candidates.reads(choice, HalfLife.DAY);
                choice = fewer ? index : choice;
            }
            String chosen = candidates.articleId(choice);
            ranker.score(candidates, scores);
            boolean first = shown.stream()
                    .allMatch(articleId -> scores[candidates.indexOf(articleId)] <= scores[candidates.indexOf(chosen)]);
            right += step >= 1_000 && first ? 1 : 0;
            ranker.show(candidates, shown);
            newsroom.show(userId, shown, now);
            ranker.learn(propose(userId, now + 1), chosen);
        }
        assertThat(ranker.isInUse()).isTrue();
        assertThat(right).as("of 200, chance 40").isGreaterThan(120);
    }

    @Test
    void onlyClicksAfterARememberedImpressionTeach() {
        for (int article = 0; article < 300; article++) {
            for (int times = 0; times < (article < 10 ? 1 : 5); times++) {
                newsroom.read("r" + article + "-" + times, "a" + article, START + article);
            }
        }
        newsroom.read("me", "a100", START + 1_000);
        List<String> shown = List.of("a3", "a4", "a5");
        OnlineRanker ranker = ranker();
        ranker.show(
                proposing.propose(newsroom.reader("me"), newsroom.catalogue, ListTime.ofEvents(START + 2_000), shown),
                shown);
        ranker.learn(propose("me", START + 1_999), "a3");
        assertThat(ranker.steps()).as("clicked before it was shown").isZero();
        ranker.learn(propose("me", START + 3_000), "a3");
        assertThat(ranker.steps()).as("shown, but proposed by no source").isEqualTo(1);
        ranker.learn(propose("me", START + 3_000), "a3");
        assertThat(ranker.steps()).as("chosen before").isEqualTo(1);
        ranker.forget("me");
        ranker.learn(propose("me", START + 3_000), "a4");
        assertThat(ranker.steps()).isEqualTo(1);
    }
}
