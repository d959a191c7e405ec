package io.freshet.article;

import io.freshet.article.category.CategoryClassifier;
import io.freshet.article.category.CategoryDiscriminant;
import io.freshet.article.category.CategoryNaiveBayes;
import io.freshet.article.category.CategoryWordStore;
import io.freshet.article.category.CategoryWords;
import io.freshet.article.category.PosteriorCalibration;
import io.freshet.article.category.ScatterMatrix;
import io.freshet.vector.FloatVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Learns the mean vector, document frequencies and categories of the articles of one language, one article at a time.
 * Categories are learned only from publishers' labels: learning from inferred categories lowers accuracy. Owned by one
 * thread; other threads read the {@link ArticleStatistics} it publishes.
 *
 * <p>The mean of each category and one scatter matrix over all categories are updated online with the results of the
 * batch formulas (Welford 1962, for covariances):
 * {@code d = x - mean_old; mean += d / n; scatter += d (x - mean_new)ᵀ}. An article costs dimension² / 2
 * multiplications; solving, which costs dimension³ / 6, happens only at publication. Words are counted too, as evidence
 * for categories that the mean of their vectors has lost ({@link CategoryNaiveBayes}) and for inverse document
 * frequencies ({@link TermFrequencies}). When the window is full all counts are halved, so that older articles fade and
 * no number grows without bound.
 */
public final class ArticleStatisticsLearner {
    /**
     * Largest number of distinct words counted; above this number, new words are ignored. The next halving of all
     * counts removes rare words and so makes room.
     */
    private static final int WORDS_MAX = 100_000;
    /**
     * New statistics are due once the number of articles has grown by this fraction, so refreshes are frequent at first
     * and rare later.
     */
    private static final double REFRESH_GROWTH = .1;

    private final ArticleSettings settings;
    private final int dimension;
    private final List<LearnedCategory> categories = new ArrayList<>();
    private final double[] mean;
    private final ScatterMatrix scatter;
    private final PosteriorCalibration calibration;
    private final CategoryWords words;
    private int nextCategoryNumber;
    /**
     * Category classifier of the last refresh before calibration, with weight 1 for vector and words; null while
     * categories cannot be inferred.
     */
    private @Nullable CategoryClassifier uncalibrated;

    private double articles;
    private double documents;
    private double wordCount;
    private double unlabelledUses;
    private long articlesSinceRefresh;
    private ArticleStatistics published;

    /**
     * Creates a learner that continues from a stored state; {@link ArticleStatisticsState#none} starts a new learner.
     *
     * @param categoryWords word counts that belong to the state
     */
    public ArticleStatisticsLearner(
            ArticleStatisticsState state, ArticleSettings settings, CategoryWordStore categoryWords) {
        this.settings = settings;
        this.dimension = state.dimension();
        this.mean = toDoubles(state.mean());
        this.articles = state.articles();
        this.scatter = new ScatterMatrix(dimension, state.scatter());
        this.calibration = new PosteriorCalibration(state.weights());
        this.words = new CategoryWords(categoryWords, WORDS_MAX, state.words().known());
        this.nextCategoryNumber = state.words().nextCategoryNumber();
        this.documents = state.words().documents();
        this.wordCount = state.words().wordCount();
        this.unlabelledUses = state.words().unlabelledUses();
        for (ArticleStatisticsState.Category category : state.categories()) {
            categories.add(new LearnedCategory(category));
        }
        this.published = solve(state.version());
    }

    public int dimension() {
        return dimension;
    }

    /**
     * Updates the mean vector, the word counts and the categories with one article; returns whether {@link #refresh()}
     * is due.
     *
     * @param rawVector see {@link UnderstoodArticle#rawVector()}; if empty, only the words are counted
     * @param terms terms of the article, the title's first
     * @param category category given by the publisher; null if there is none
     * @throws IllegalArgumentException if the vector has another dimension
     */
    public boolean learn(FloatVector rawVector, Stream<String> terms, @Nullable String category) {
        if (!rawVector.isEmpty()) {
            float[] vector = checked(rawVector).toArray();
            articles++;
            for (int index = 0; index < dimension; index++) {
                mean[index] += (vector[index] - mean[index]) / articles;
            }
        }
        return learnWordsAndCategory(rawVector, terms.toList(), category);
    }

    /**
     * Learns the category and words of a labelled training article; returns whether {@link #refresh()} is due. The
     * article does not change the mean of all articles. An article without a vector is ignored.
     *
     * @throws IllegalArgumentException if the vector has another dimension
     */
    public boolean learnCategory(FloatVector rawVector, Stream<String> terms, String category) {
        return !rawVector.isEmpty() && learnWordsAndCategory(checked(rawVector), terms.toList(), category);
    }

    private FloatVector checked(FloatVector rawVector) {
        if (rawVector.dimension() != dimension) {
            throw new IllegalArgumentException("dimensions differ: " + rawVector.dimension() + " and " + dimension);
        }
        return rawVector;
    }

    private boolean learnWordsAndCategory(FloatVector rawVector, List<String> terms, @Nullable String category) {
        if (terms.isEmpty() && rawVector.isEmpty()) {
            return false;
        }
        articlesSinceRefresh++;
        documents++;
        wordCount += terms.size();
        Set<String> articleWords = CategoryWords.distinct(terms.stream());
        if (category != null && !rawVector.isEmpty()) {
            calibrate(rawVector, articleWords, category);
            learnCategory(rawVector.toArray(), articleWords, category);
        } else {
            unlabelledUses += words.learn(articleWords, ArticleStatisticsState.UNLABELLED);
        }
        if (documents >= settings.statistics().windowArticles()) {
            halve();
        }
        return articlesSinceRefresh
                >= Math.min(settings.statistics().refreshArticlesMax(), 1 + REFRESH_GROWTH * documents);
    }

    private double labelledArticles() {
        return categories.stream().mapToDouble(category -> category.articles).sum();
    }

    /** Number of articles learned from; halved, like all counts, on reaching {@code windowArticles}. */
    double documents() {
        return documents;
    }

    /**
     * Statistics as of the last {@link #refresh()}; before the first refresh, the statistics of the state that the
     * learner started from.
     */
    public ArticleStatistics statistics() {
        return published;
    }

    /**
     * Recomputes the statistics from all articles learned so far and returns them, with the next version number.
     * {@link #statistics()} returns them from now on.
     */
    public ArticleStatistics refresh() {
        articlesSinceRefresh = 0;
        published = solve(published.version() + 1);
        return published;
    }

    /** A copy of the learner's state, to store and to continue from. */
    public ArticleStatisticsState state() {
        return new ArticleStatisticsState(
                published.version(),
                articles,
                toVector(mean),
                categories.stream().map(LearnedCategory::state).toList(),
                scatter.toFloats(),
                calibration.state(),
                new ArticleStatisticsState.Words(
                        nextCategoryNumber, words.known(), documents, wordCount, unlabelledUses));
    }

    /**
     * Trains the calibration of category probabilities on a labelled article. Called before the categories learn from
     * the article (test, then learn). Uses the classifier of the last refresh, because this classifier infers the
     * categories of the next articles.
     */
    private void calibrate(FloatVector rawVector, Set<String> articleWords, String category) {
        CategoryClassifier rule = uncalibrated;
        int truth = rule == null ? -1 : rule.names().indexOf(category);
        if (rule != null && truth >= 0) {
            calibration.learn(
                    rule.discriminant().scores(rawVector),
                    rule.evidence().evidence(articleWords, words.counts()),
                    truth);
        }
    }

    private void learnCategory(float[] vector, Set<String> articleWords, String name) {
        LearnedCategory category = category(name);
        if (category == null) {
            return;
        }
        category.articles++;
        category.uses += words.learn(articleWords, category.number);
        double[] before = new double[dimension];
        double[] after = new double[dimension];
        for (int index = 0; index < dimension; index++) {
            before[index] = vector[index] - category.mean[index];
            category.mean[index] += before[index] / category.articles;
            after[index] = vector[index] - category.mean[index];
        }
        scatter.add(before, after);
    }

    /** Finds or adds the category of this name; null if the category is new and none can be evicted for it. */
    private @Nullable LearnedCategory category(String name) {
        for (LearnedCategory category : categories) {
            if (category.name.equals(name)) {
                return category;
            }
        }
        if (categories.size() >= settings.categories().categoriesMax() && !evictRarest()) {
            return null;
        }
        LearnedCategory category = new LearnedCategory(name, nextCategoryNumber++, dimension);
        categories.add(category);
        return category;
    }

    /**
     * Evicts the category with the fewest articles and returns true; returns false if even this category has enough
     * articles to be inferred.
     */
    private boolean evictRarest() {
        LearnedCategory rarest = categories.get(0);
        for (LearnedCategory category : categories) {
            if (category.articles < rarest.articles) {
                rarest = category;
            }
        }
        return rarest.articles < settings.categories().articlesMin() && categories.remove(rarest);
    }

    private void halve() {
        articles /= 2;
        documents /= 2;
        wordCount /= 2;
        unlabelledUses /= 2;
        scatter.scale(.5);
        words.halve();
        categories.forEach(LearnedCategory::halve);
    }

    private ArticleStatistics solve(long version) {
        CategoryClassifier rule = categoryClassifier();
        uncalibrated = rule;
        return new ArticleStatistics(
                version,
                Math.round(articles),
                toVector(mean),
                documents,
                wordCount,
                rule == null
                        ? null
                        : new CategoryClassifier(
                                rule.discriminant().scaled(calibration.vectors()),
                                rule.evidence().withWeight(calibration.words())));
    }

    private @Nullable CategoryClassifier categoryClassifier() {
        List<LearnedCategory> inferable = categories.stream()
                .filter(category -> category.articles >= settings.categories().articlesMin())
                .toList();
        double labelled = labelledArticles();
        if (inferable.size() < 2 || labelled < settings.categories().labelledArticlesMin()) {
            return null;
        }
        return scatter.withinClassSolver(labelled, categories.size())
                .map(solver -> new CategoryClassifier(discriminant(inferable, solver), evidence(inferable)))
                .orElse(null);
    }

    private CategoryDiscriminant discriminant(List<LearnedCategory> inferable, ScatterMatrix.Solver solver) {
        double inferableArticles =
                inferable.stream().mapToDouble(category -> category.articles).sum();
        float[] factors = new float[inferable.size() * dimension];
        float[] biases = new float[inferable.size()];
        for (int index = 0; index < biases.length; index++) {
            LearnedCategory category = inferable.get(index);
            double[] solution = solver.solve(category.mean);
            double bias = Math.log(category.articles / inferableArticles);
            for (int component = 0; component < dimension; component++) {
                factors[index * dimension + component] = (float) solution[component];
                bias -= .5 * solution[component] * category.mean[component];
            }
            biases[index] = (float) bias;
        }
        return new CategoryDiscriminant(
                inferable.stream().map(category -> category.name).toList(), dimension, factors, biases);
    }

    private CategoryNaiveBayes evidence(List<LearnedCategory> inferable) {
        float[] uses = new float[inferable.size()];
        for (int index = 0; index < uses.length; index++) {
            uses[index] = (float) inferable.get(index).uses;
        }
        return new CategoryNaiveBayes(
                inferable.stream().mapToInt(category -> category.number).toArray(),
                uses,
                unlabelledUses
                        + categories.stream()
                                .mapToDouble(category -> category.uses)
                                .sum(),
                words.known(),
                1);
    }

    private static double[] toDoubles(FloatVector vector) {
        double[] doubles = new double[vector.dimension()];
        float[] floats = vector.toArray();
        for (int index = 0; index < doubles.length; index++) {
            doubles[index] = floats[index];
        }
        return doubles;
    }

    private static FloatVector toVector(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int index = 0; index < doubles.length; index++) {
            floats[index] = (float) doubles[index];
        }
        return FloatVector.copyOf(floats);
    }

    private static final class LearnedCategory {
        private final String name;
        private final int number;
        private final double[] mean;
        private double articles;
        private double uses;

        LearnedCategory(String name, int number, int dimension) {
            this.name = name;
            this.number = number;
            this.mean = new double[dimension];
        }

        LearnedCategory(ArticleStatisticsState.Category state) {
            this.name = state.name();
            this.number = state.number();
            this.mean = toDoubles(state.mean());
            this.articles = state.articles();
            this.uses = state.uses();
        }

        void halve() {
            articles /= 2;
            uses /= 2;
        }

        ArticleStatisticsState.Category state() {
            return new ArticleStatisticsState.Category(name, number, articles, toVector(mean), uses);
        }
    }
}
