package io.freshet.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.article.category.CategoryClassifier;
import io.freshet.article.category.CategoryDiscriminant;
import io.freshet.article.category.CategoryWordCounts;
import io.freshet.article.category.CategoryWordTable;
import io.freshet.vector.FloatVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleStatisticsLearnerTest {
    private static final ArticleStatistics NO_ARTICLES = ArticleStatistics.none(2);
    private static final ArticleSettings SETTINGS = categories(200, 2, 4);

    @Test
    void discriminantOfTwoClassesEqualsTheHandCalculation() {
        // Class means (0,0) and (4,2); within each: two articles at ±(2,0) and two at ±(0,1).
        // Scatter diag(16, 4), freedom 8 - 2 = 6, shrinkage 2 / (2 + 6) = 1/4, trace/freedom/2 = 20/12:
        // Scores have an initial weight of .3. Covariance diag(.75 * 16/6 + .25 * 20/12, .75 * 4/6 + .25 * 20/12) =
        // diag(29/12, 11/12)
        ArticleStatisticsLearner learner = learner(2, SETTINGS);
        for (float[] offset : new float[][] {{2, 0}, {-2, 0}, {0, 1}, {0, -1}}) {
            learner.learn(FloatVector.copyOf(offset), Stream.empty(), "sport");
            learner.learn(FloatVector.copyOf(new float[] {4 + offset[0], 2 + offset[1]}), Stream.empty(), "politics");
        }
        CategoryDiscriminant discriminant =
                learner.refresh().categoryClassifier().orElseThrow().discriminant();

        assertThat(discriminant.names()).containsExactly("sport", "politics");
        assertThat(discriminant.weights())
                .containsExactly(
                        new float[] {0, 0, (float) (.3 * 4 * 12 / 29), (float) (.3 * 2 * 12 / 11)}, within(1e-5f));
        double biasOfPolitics = .3 * (Math.log(.5) - .5 * (16 * 12 / 29. + 4 * 12 / 11.));
        assertThat(discriminant.biases())
                .containsExactly(new float[] {(float) (.3 * Math.log(.5)), (float) biasOfPolitics}, within(1e-4f));
        // Half way between two equally frequent classes both have the same score.
        double[] scores = discriminant.scores(FloatVector.copyOf(new float[] {2, 1}));
        assertThat(scores[0]).isCloseTo(scores[1], within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void discriminantBeatsTheNearestMeanForAnisotropicClasses(long seed) {
        Random random = new Random(seed);
        ArticleStatisticsLearner learner = learner(4, SETTINGS);
        for (int article = 0; article < 2_000; article++) {
            int category = article % 3;
            learner.learn(anisotropic(random, category), Stream.empty(), "c" + category);
        }
        CategoryClassifier rule = learner.refresh().categoryClassifier().orElseThrow();
        List<FloatVector> means = learner.state().categories().stream()
                .map(ArticleStatisticsState.Category::mean)
                .toList();
        int rightByDiscriminant = 0;
        int rightByNearestMean = 0;
        for (int article = 0; article < 1_000; article++) {
            int category = article % 3;
            FloatVector vector = anisotropic(random, category);
            String inferred = rule.infer(vector, Stream.empty(), CategoryWordCounts.NONE, 0)
                    .orElseThrow()
                    .name();
            rightByDiscriminant += inferred.equals("c" + category) ? 1 : 0;
            rightByNearestMean += nearest(means, vector) == category ? 1 : 0;
        }

        assertThat(rightByDiscriminant).as("seed %d", seed).isGreaterThan(900);
        assertThat(rightByDiscriminant - rightByNearestMean).as("seed %d", seed).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void meanAndScatterLearnedOnlineEqualTheBatchFormulas(long seed) {
        Random random = new Random(seed);
        ArticleStatisticsLearner learner = learner(4, SETTINGS);
        List<float[]> vectors = new ArrayList<>();
        for (int article = 0; article < 300; article++) {
            FloatVector vector = anisotropic(random, article % 3);
            vectors.add(vector.toArray());
            learner.learn(vector, Stream.empty(), "c" + article % 3);
        }
        double[] mean = mean(vectors, 0, 1);
        double[][] classMeans = {mean(vectors, 0, 3), mean(vectors, 1, 3), mean(vectors, 2, 3)};
        ArticleStatisticsState state = learner.state();

        int index = 0;
        for (int row = 0; row < 4; row++) {
            assertThat((double) state.mean().toArray()[row]).isCloseTo(mean[row], within(1e-4));
            for (int column = 0; column <= row; column++) {
                double scatter = 0;
                for (int article = 0; article < vectors.size(); article++) {
                    double[] own = classMeans[article % 3];
                    scatter += (vectors.get(article)[row] - own[row]) * (vectors.get(article)[column] - own[column]);
                }
                assertThat((double) state.scatter()[index++])
                        .isCloseTo(scatter, within(1e-3 * Math.abs(scatter) + .01));
            }
        }
    }

    @Test
    void oneCategoryOrTooFewArticlesInferNothing() {
        ArticleStatisticsLearner learner = learner(2, categories(200, 3, 6));
        learnAround(learner, "sport", 1, 0, 10);
        assertThat(learner.refresh().categoryClassifier()).isEmpty();

        learnAround(learner, "rare", 0, 1, 2);
        assertThat(learner.refresh().categoryClassifier()).isEmpty();

        learnAround(learner, "rare", 0, 1, 1);
        assertThat(learner.refresh().categoryClassifier()).isPresent();
    }

    @Test
    void articlesWithoutVarianceInferNothing() {
        ArticleStatisticsLearner learner = learner(2, SETTINGS);
        for (int article = 0; article < 10; article++) {
            learner.learn(FloatVector.copyOf(new float[] {1, 0}), Stream.empty(), "same");
            learner.learn(FloatVector.copyOf(new float[] {0, 1}), Stream.empty(), "other");
        }

        assertThat(learner.refresh().categoryClassifier()).isEmpty();
    }

    @Test
    void learnerContinuesFromItsState() {
        ArticleStatisticsLearner first = learner(2, SETTINGS);
        learnAround(first, "sport", 1, 0, 20);
        learnAround(first, "politics", 0, 1, 20);
        first.refresh();
        ArticleStatisticsLearner second =
                new ArticleStatisticsLearner(first.state(), SETTINGS, new CategoryWordTable());
        assertThat(second.statistics().version()).isEqualTo(1);
        learnAround(first, "sport", 2, 0, 20);
        learnAround(second, "sport", 2, 0, 20);

        ArticleStatistics expected = first.refresh();
        ArticleStatistics continued = second.refresh();

        assertThat(continued.version()).isEqualTo(2).isEqualTo(expected.version());
        assertThat(continued.articles()).isEqualTo(expected.articles());
        assertThat(continued.mean().toArray()).containsExactly(expected.mean().toArray(), within(1e-6f));
        assertThat(continued.categoryClassifier().orElseThrow().discriminant().weights())
                .containsExactly(
                        expected.categoryClassifier()
                                .orElseThrow()
                                .discriminant()
                                .weights(),
                        within(1e-2f));
    }

    @Test
    void categoryAboveTheLimitReplacesOnlyACategoryWithFewArticles() {
        ArticleStatisticsLearner learner = learner(2, categories(2, 3, 4));
        learnAround(learner, "large", 1, 0, 5);
        learnAround(learner, "small", 0, 1, 1);
        learnAround(learner, "next", 0, 1, 5);
        learnAround(learner, "late", 1, 1, 5);

        assertThat(learner.state().categories())
                .extracting(ArticleStatisticsState.Category::name)
                .containsExactly("large", "next");
    }

    @Test
    void fullWindowHalvesTheCountsAndKeepsTheMeans() {
        ArticleStatisticsLearner learner =
                learner(2, SETTINGS.withStatistics(new ArticleSettings.StatisticsLearning(100, 500)));
        learnAround(learner, "sport", 1, 0, 99);
        ArticleStatisticsState before = learner.state();
        learnAround(learner, "sport", 1, 0, 1);

        assertThat(learner.state().articles()).isEqualTo(50);
        assertThat(learner.state().categories().get(0).articles()).isEqualTo(50);
        assertThat(learner.state().mean().toArray())
                .containsExactly(before.mean().toArray(), within(.05f));
    }

    @Test
    void refreshIsDueOftenAtFirstAndRarelyLater() {
        ArticleStatisticsLearner learner =
                learner(2, SETTINGS.withStatistics(new ArticleSettings.StatisticsLearning(100_000, 50)));
        List<Integer> refreshes = new ArrayList<>();
        for (int article = 1; article <= 1_000; article++) {
            if (learner.learn(FloatVector.copyOf(new float[] {1, 0}), Stream.empty(), null)) {
                learner.refresh();
                refreshes.add(article);
            }
        }

        assertThat(refreshes).startsWith(2);
        assertThat(refreshes.get(refreshes.size() - 1) - refreshes.get(refreshes.size() - 2))
                .isEqualTo(50);
        assertThat(refreshes).hasSizeLessThan(60);
        assertThat(learner.statistics().version()).isEqualTo(refreshes.size());
    }

    @Test
    void emptyVectorIsIgnoredAndAnotherDimensionIsAnError() {
        ArticleStatisticsLearner learner = learner(2, SETTINGS);
        learner.learn(FloatVector.empty(), Stream.empty(), "sport");

        assertThat(learner.state().articles()).isZero();
        assertThatThrownBy(() -> learner.learn(FloatVector.copyOf(new float[3]), Stream.empty(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 and 2");
    }

    @Test
    void contentVectorIsTheRawVectorMinusTheMean() {
        ArticleStatistics statistics =
                new ArticleStatistics(1, 1_000_000_000, FloatVector.copyOf(new float[] {.5f, .5f}), 0, 0, null);

        FloatVector content = statistics.contentVector(FloatVector.copyOf(new float[] {.5f, 1}), NO_ARTICLES);

        assertThat(content.toArray()).containsExactly(new float[] {0, 1}, within(1e-6f));
        assertThat(statistics.contentVector(FloatVector.empty(), NO_ARTICLES).isEmpty())
                .isTrue();
    }

    @Test
    void contentVectorIsTheRawVectorBeforeTheFirstArticle() {
        FloatVector raw = FloatVector.copyOf(new float[] {.6f, .8f});

        assertThat(NO_ARTICLES.contentVector(raw, NO_ARTICLES).cosine(raw)).isCloseTo(1, within(1e-6f));
    }

    /** Classes one unit apart along the first axis, with deviation .25 there and 6 along the second axis. */
    private static FloatVector anisotropic(Random random, int category) {
        return FloatVector.copyOf(new float[] {
            (float) (category + .25 * random.nextGaussian()),
            (float) (6 * random.nextGaussian()),
            (float) (.3 * random.nextGaussian()),
            (float) random.nextGaussian()
        });
    }

    private static double[] mean(List<float[]> vectors, int start, int step) {
        double[] mean = new double[vectors.get(0).length];
        int count = 0;
        for (int article = start; article < vectors.size(); article += step) {
            count++;
            for (int component = 0; component < mean.length; component++) {
                mean[component] += vectors.get(article)[component];
            }
        }
        for (int component = 0; component < mean.length; component++) {
            mean[component] /= count;
        }
        return mean;
    }

    private static int nearest(List<FloatVector> means, FloatVector vector) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int index = 0; index < means.size(); index++) {
            double distance = 0;
            for (int component = 0; component < vector.dimension(); component++) {
                distance += Math.pow(means.get(index).toArray()[component] - vector.toArray()[component], 2);
            }
            if (distance < least) {
                least = distance;
                nearest = index;
            }
        }
        return nearest;
    }

    private static void learnAround(ArticleStatisticsLearner learner, String category, float x, float y, int articles) {
        for (int article = 0; article < articles; article++) {
            float spread = article % 2 == 0 ? .2f : -.2f;
            learner.learn(
                    FloatVector.copyOf(new float[] {x + spread, y + spread * (article % 3 - 1)}),
                    Stream.empty(),
                    category);
        }
    }

    private static ArticleStatisticsLearner learner(int dimension, ArticleSettings settings) {
        return new ArticleStatisticsLearner(ArticleStatisticsState.none(dimension), settings, new CategoryWordTable());
    }

    private static ArticleSettings categories(int categoriesMax, int articlesMin, int labelledArticlesMin) {
        return ArticleSettings.DEFAULTS.withCategories(
                new ArticleSettings.Categories(categoriesMax, articlesMin, labelledArticlesMin, .5));
    }
}
