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
        return new OnlineRanker(
                newsroom.settings.withRanking(new OnlineRankerSettings(16, 20, .001, .003, STEPS_BEFORE_USE, 1)));
    }

    private Candidates propose(String userId, long nowMillis) {
        return proposing.propose(newsroom.reader(userId), newsroom.catalogue, ListTime.ofEvents(nowMillis));
    }

    @Test
    void formulaServesUntilEnoughIsLearned() {
        OnlineRanker ranker = ranker();
        for (int article = 0; article < 30; article++) {
            newsroom.read("r" + article, "a" + article % 15, START + article);
        }
        newsroom.read("me", "a1", START + 100);
        Candidates candidates = propose("me", START + 200);
        float[] learned = new float[candidates.size()];
        float[] formula = new float[candidates.size()];
        ranker.score(candidates, learned);
        new FormulaRanker(newsroom.settings.formula()).score(candidates, formula);

        assertThat(ranker.isInUse()).isFalse();
        assertThat(learned).isEqualTo(formula).isNotEmpty();
    }

    // Readers here take the least read of what is proposed, against all that the formula believes.
    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void learnsATasteTheFormulaHasNot(long seed) {
        OnlineRanker ranker = ranker();
        int[] hits = contrarians(ranker, seed);
        assertThat(ranker.isInUse()).isTrue();
        assertThat(ranker.relativeLoss()).isLessThan(.9);
        assertThat(hits[0]).as("learned, of the last 300 first lines").isGreaterThan(2 * hits[1]);
    }

    private int[] contrarians(Ranker ranker, long seed) {
        Random random = new Random(seed);
        FormulaRanker formula = new FormulaRanker(newsroom.settings.formula());
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
            // What is popular is read by others, who are not learned from.
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

    /** Rankers of several tasks, each with readers of its own, that go on from their mean after every so many reads. */
    private static final class Tasks implements Ranker {
        private final List<OnlineRanker> rankers;
        private final int readsBetween;
        private int reads;

        Tasks(List<OnlineRanker> rankers, int readsBetween) {
            this.rankers = rankers;
            this.readsBetween = readsBetween;
        }

        private OnlineRanker of(Candidates candidates) {
            return rankers.get(
                    (int) Long.remainderUnsigned(SeededHash.hash(candidates.reader().userId), rankers.size()));
        }

        @Override
        public void score(Candidates candidates, float[] scores) {
            of(candidates).score(candidates, scores);
        }

        @Override
        public void learn(Candidates before, String articleId) {
            of(before).learn(before, articleId);
            if (++reads % readsBetween == 0) {
                RankerPool pool = new RankerPool();
                for (int task = 0; task < rankers.size(); task++) {
                    pool.put("tasks/" + task, rankers.get(task).weights());
                }
                RankerWeights mean =
                        pool.join("tasks/0", rankers.get(0).weights()).orElseThrow();
                rankers.forEach(ranker -> ranker.adopt(mean));
            }
        }
    }

    // Their mean alone would have made an eighth of the steps, and not be in use by now.
    @ParameterizedTest
    @ValueSource(ints = {2, 40})
    void tasksThatShareLearnAsFastAsOne(int readsBetween) {
        OnlineRanker alone = ranker();
        contrarians(alone, 21);
        OnlineRankerTest elsewhere = new OnlineRankerTest();
        List<OnlineRanker> rankers =
                List.copyOf(Stream.generate(elsewhere::ranker).limit(8).toList());
        int[] hits = elsewhere.contrarians(new Tasks(rankers, readsBetween), 21);

        assertThat(rankers).allSatisfy(ranker -> {
            assertThat(ranker.isInUse()).isTrue();
            assertThat((double) ranker.steps()).isCloseTo((double) alone.steps(), withinPercentage(25));
            assertThat(ranker.relativeLoss()).isCloseTo(alone.relativeLoss(), within(.15));
        });
        assertThat(hits[0]).as("learned, of the last 300 first lines").isGreaterThan(2 * hits[1] + 30);
    }

    @Test
    void groupsOfFeaturesAreAllTheFeatures() {
        assertThat(FeatureGroup.count()).isEqualTo(RankingFeatures.COUNT);
        assertThat(FeatureGroup.featuresOf(EnumSet.of(FeatureGroup.AGE, FeatureGroup.SEGMENTS)).stream())
                .containsExactly(7, 8, RankingFeatures.COUNT - 1);
    }

    // The contrarians of this test are told by how much is read alone.
    @Test
    void cannotLearnFromWhatItDoesNotLookAt() {
        OnlineRanker blind = new OnlineRanker(
                newsroom.settings.withRanking(new OnlineRankerSettings(16, 20, .001, .003, STEPS_BEFORE_USE, 1)),
                EnumSet.complementOf(EnumSet.of(FeatureGroup.MOMENT)));
        contrarians(blind, 21);
        assertThat(blind.relativeLoss()).isGreaterThan(.95);
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
    void stateOfAnotherShapeIsRefused() {
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

    /** Weights too large for floats, both those that learn and their running mean, which ranks. */
    private static float[] broken(OnlineRanker ranker) {
        float[] broken = ranker.weights().state().toArray();
        Arrays.fill(broken, 200, 500, 3e38f);
        Arrays.fill(broken, broken.length - 600, broken.length - 300, 3e38f);
        return broken;
    }

    /** Sets the running loss to where every choice is a surprise, and learns once. */
    private static void learnFromSpoiltWeights(OnlineRanker ranker, Candidates candidates) {
        float[] spoilt = ranker.weights().state().toArray();
        spoilt[0] = 5;
        ranker.restore(weights(ranker, spoilt));
        ranker.learn(candidates, candidates.articleId(0));
    }

    @Test
    void weightsThatAreNoNumbersStartOver() {
        OnlineRanker ranker = ranker();
        contrarians(ranker, 6);
        float[] broken = broken(ranker);
        OnlineRanker other = ranker();
        other.restore(weights(other, broken));
        Candidates candidates = propose("r1", START + 20_000_000);
        float[] scores = new float[candidates.size()];
        other.score(candidates, scores);
        for (float score : scores) {
            assertThat(score).isFinite();
        }
        other.restore(weights(other, broken));
        other.learn(candidates, candidates.articleId(0));

        assertThat(other.returns()).isEqualTo(2);
        assertThat(other.isInUse()).isFalse();
    }

    @Test
    void goesBackToTheLastGoodWeightsWhenItGoesAstray() {
        OnlineRanker ranker = ranker();
        contrarians(ranker, 7);
        // Learned long enough that good weights were kept; now they are pushed to where every choice is a surprise.
        learnFromSpoiltWeights(ranker, propose("r1", START + 20_000_000));

        assertThat(ranker.returns()).isEqualTo(1);
        assertThat(ranker.isInUse()).isTrue();
        assertThat(ranker.relativeLoss()).isLessThan(1);
    }

    @Test
    void keepsGoodWeightsAgainAfterItStartedOver() {
        OnlineRanker ranker = ranker();
        contrarians(ranker, 7);
        float[] broken = broken(ranker);
        Candidates candidates = propose("r1", START + 20_000_000);
        for (int times = 0; times < 2; times++) {
            ranker.restore(weights(ranker, broken));
            ranker.learn(candidates, candidates.articleId(0));
        }
        assertThat(ranker.steps()).isZero();

        new OnlineRankerTest().contrarians(ranker, 8);
        learnFromSpoiltWeights(ranker, candidates);

        assertThat(ranker.steps()).as("steps of the weights kept since").isPositive();
        assertThat(ranker.isInUse()).isTrue();
    }

    // Examples that a mean counted already must not count again in the next, or they grow without end.
    @Test
    void examplesStayThoseOfTheTaskThatLearnedHoweverOftenTasksShare() {
        OnlineRanker one = ranker();
        contrarians(one, 8);
        OnlineRanker other = ranker();
        double examples = one.weights().examples();
        for (int round = 0; round < 2_000; round++) {
            RankerPool pool = new RankerPool();
            pool.put("live/1", other.weights());
            RankerWeights mean = pool.join("live/0", one.weights()).orElseThrow();
            one.adopt(mean);
            other.adopt(mean);
        }
        assertThat(one.weights().examples()).isEqualTo(examples).isPositive();
        assertThat(other.weights().examples()).isZero();
        assertThat(other.weights().state()).isEqualTo(one.weights().state());
        assertThat(other.isInUse()).isTrue();
    }

    @Test
    void learnsFromTheShareOfReadersAskedFor() {
        OnlineRanker tenth =
                new OnlineRanker(newsroom.settings.withRanking(new OnlineRankerSettings(16, 20, .001, .003, 300, .1)));
        long learned = IntStream.range(0, 10_000)
                .filter(reader -> tenth.learnsFrom("r" + reader, 1))
                .count();
        assertThat(learned).isBetween(900L, 1_100L);
        assertThat(ranker().learnsFrom("r1", 1)).isTrue();
    }

    @Test
    void readOfAnArticleNobodyProposedTeachesNothing() {
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

    // Readers take the least read of five articles shown. Whatever they are shown stands out by having been shown, so a
    // ranker that looked at the showing itself would learn that and nothing else.
    @Test
    void learnsWhichOfTheArticlesShownIsChosen() {
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
    void showingThatIsForgottenIsNotAnswered() {
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
        assertThat(ranker.steps()).as("shown, though nobody proposed it").isEqualTo(1);
        ranker.learn(propose("me", START + 3_000), "a3");
        assertThat(ranker.steps()).as("chosen before").isEqualTo(1);
        ranker.forget("me");
        ranker.learn(propose("me", START + 3_000), "a4");
        assertThat(ranker.steps()).isEqualTo(1);
    }
}
