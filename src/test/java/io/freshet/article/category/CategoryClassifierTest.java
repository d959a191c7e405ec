package io.freshet.article.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.article.ArticleSettings;
import io.freshet.article.ArticleStatistics;
import io.freshet.article.ArticleStatisticsLearner;
import io.freshet.article.ArticleStatisticsState;
import io.freshet.event.CategoryTag;
import io.freshet.vector.FloatVector;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CategoryClassifierTest {
    private static final FloatVector SOMEWHERE = FloatVector.copyOf(new float[] {1, 0});

    @Test
    void evidenceOfWordsEqualsTheFormula() {
        CategoryWordTable counts = new CategoryWordTable();
        counts.put(new CategoryWord("goal", new int[] {0}, new float[] {3}));
        counts.put(new CategoryWord("vote", new int[] {0, 7}, new float[] {1, 4}));
        // Sport has 6 uses and politics 4, 10 in all; two words are known, so the prior has weight 2.
        CategoryNaiveBayes bayes = new CategoryNaiveBayes(new int[] {0, 7}, new float[] {6, 4}, 10, 2, 1);

        double[] evidence = bayes.evidence(new LinkedHashSet<>(List.of("goal", "vote", "unknown", "of")), counts);

        double sport = Math.log((3 + 2 * .3) / ((6 + 2) * .3)) + Math.log((1 + 2 * .5) / ((6 + 2) * .5));
        double politics = Math.log((0 + 2 * .3) / ((4 + 2) * .3)) + Math.log((4 + 2 * .5) / ((4 + 2) * .5));
        assertThat(evidence).containsExactly(new double[] {sport / 2, politics / 2}, within(1e-9));
        assertThat(bayes.evidence(Set.of("unknown"), counts)).containsExactly(0, 0);
    }

    @Test
    void wordsSeparateCategoriesWithTheSameMeanVector() {
        CategoryWordTable counts = new CategoryWordTable();
        ArticleStatisticsLearner learner =
                new ArticleStatisticsLearner(ArticleStatisticsState.none(2), ArticleSettings.DEFAULTS, counts);
        Random random = new Random(1);
        for (int article = 0; article < 600; article++) {
            boolean sport = article % 2 == 0;
            if (learner.learn(around(random), words(random, sport), sport ? "sport" : "politics")) {
                learner.refresh();
            }
        }
        CategoryClassifier rule = learner.refresh().categoryClassifier().orElseThrow();
        int right = 0;
        int rightByVector = 0;
        for (int article = 0; article < 400; article++) {
            boolean sport = article % 2 == 0;
            String truth = sport ? "sport" : "politics";
            FloatVector vector = around(random);
            List<String> words = words(random, sport).toList();
            right += rule.infer(vector, words.stream(), counts, 0)
                            .orElseThrow()
                            .name()
                            .equals(truth)
                    ? 1
                    : 0;
            rightByVector += rule.withoutWords()
                            .infer(vector, words.stream(), counts, 0)
                            .orElseThrow()
                            .name()
                            .equals(truth)
                    ? 1
                    : 0;
        }
        assertThat(rightByVector).isBetween(140, 260);
        assertThat(right).isGreaterThan(370);
    }

    @Test
    void articleWithoutConfidenceHasNoCategory() {
        CategoryClassifier rule = new CategoryClassifier(
                new CategoryDiscriminant(List.of("sport", "politics"), 2, new float[] {4, 0, 0, 4}, new float[2]),
                new CategoryNaiveBayes(new int[] {0, 1}, new float[2], 0, 0, 1));
        CategoryWordCounts none = CategoryWordCounts.NONE;

        assertThat(rule.infer(FloatVector.copyOf(new float[] {.5f, .5f}), Stream.empty(), none, .9))
                .isEmpty();
        assertThat(rule.infer(FloatVector.empty(), Stream.of("goal"), none, 0)).isEmpty();
        CategoryTag sure = rule.infer(SOMEWHERE, Stream.empty(), none, .9).orElseThrow();
        assertThat(sure.name()).isEqualTo("sport");
        assertThat(sure.confidence()).isCloseTo(1 / (1 + Math.exp(-4)), within(1e-6));
        assertThat(sure.given()).isFalse();
    }

    @Test
    void compoundsCountAsTheirParts() {
        assertThat(CategoryWords.distinct(Stream.of("new_york", "new", "mayor")))
                .containsExactly("new", "york", "mayor");
        assertThat(CategoryWords.distinct(IntStream.range(0, 10_000).mapToObj(number -> "w" + number)))
                .hasSize(500);
    }

    @Test
    void fullTableIgnoresNewWordsUntilCountsAreHalved() {
        CategoryWordTable store = new CategoryWordTable();
        CategoryWords words = new CategoryWords(store, 2, 0);
        assertThat(words.learn(Set.of("often", "rare"), 3)).isEqualTo(2);
        assertThat(words.learn(new LinkedHashSet<>(List.of("often", "late")), 5))
                .isEqualTo(1);
        assertThat(store.get("late")).isEmpty();
        assertThat(store.get("often").orElseThrow().count(3)).isEqualTo(1);
        assertThat(store.get("often").orElseThrow().total()).isEqualTo(2);

        words.halve();
        assertThat(store.get("rare")).isEmpty();
        assertThat(store.get("often").orElseThrow().count(5)).isEqualTo(.5);
        assertThat(words.known()).isEqualTo(1);
        assertThat(words.learn(Set.of("late"), 5)).isEqualTo(1);
    }

    @Test
    void countsAreOrderedByCategoryAndInvalidOnesRejected() {
        CategoryWord word = CategoryWord.first("x", 5).plus(9).plus(2).plus(5);
        assertThat(word.numbers()).containsExactly(2, 5, 9);
        assertThat(word.counts()).containsExactly(1, 2, 1);
        assertThat(word.count(3)).isZero();
        assertThatThrownBy(() -> new CategoryWord("x", new int[] {2, 2}, new float[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CategoryWord("x", new int[] {2}, new float[] {0}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rolledBackStatisticsKeepWordCounts() {
        CategoryWordTable counts = new CategoryWordTable();
        ArticleStatisticsLearner learner =
                new ArticleStatisticsLearner(ArticleStatisticsState.none(2), ArticleSettings.DEFAULTS, counts);
        learner.learn(SOMEWHERE, Stream.of("goal"), "sport");
        ArticleStatisticsState before = learner.state();
        learner.refresh();
        learner.learn(FloatVector.copyOf(new float[] {0, 1}), Stream.of("goal", "ball"), "sport");

        ArticleStatisticsState rolledBack = learner.state().withVectorsOf(before);

        assertThat(rolledBack.version()).isEqualTo(1);
        assertThat(rolledBack.mean()).isEqualTo(SOMEWHERE);
        assertThat(rolledBack.categories().get(0).articles()).isEqualTo(1);
        assertThat(rolledBack.categories().get(0).uses()).isEqualTo(3);
        assertThat(rolledBack.words().known()).isEqualTo(2);
    }

    @Test
    void examplesTeachCategoriesAndDoNotChangeTheMean() {
        ArticleStatisticsLearner learner = new ArticleStatisticsLearner(
                ArticleStatisticsState.none(2), ArticleSettings.DEFAULTS, new CategoryWordTable());
        Random random = new Random(2);
        for (int example = 0; example < 60; example++) {
            boolean sport = example % 2 == 0;
            learner.learnCategory(around(random), words(random, sport), sport ? "sport" : "politics");
        }
        ArticleStatistics statistics = learner.refresh();
        assertThat(statistics.articles()).isZero();
        assertThat(statistics.mean().toArray()).containsOnly(0);
        assertThat(statistics.categoryClassifier()).isPresent();
    }

    private static FloatVector around(Random random) {
        return FloatVector.copyOf(new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()});
    }

    /** One word of the category among words of both categories. */
    private static Stream<String> words(Random random, boolean sport) {
        return Stream.of(
                "the" + random.nextInt(20), (sport ? "goal" : "vote") + random.nextInt(10), "of" + random.nextInt(20));
    }
}
