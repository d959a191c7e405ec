package io.freshet.embedding;

import io.freshet.vector.FloatVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learns the mean of all articles and how categories differ, one article at a time. Learns categories only from what
 * publishers gave: learning from its own guesses hurts. Owned by one thread; everyone else reads the
 * {@link ArticleStatistics} it publishes.
 *
 * <p>Per category the mean, and over all categories one scatter matrix, are updated exactly as the batch formulas would
 * have them (Welford 1962, for covariances): {@code d = x - mean_old; mean += d / n; scatter += d (x - mean_new)ᵀ}. An
 * article costs dimension² / 2 multiplications; solving, which costs dimension³ / 6, happens only when statistics are
 * published. When the window is full, all weights are halved, so the past fades and no number grows without bound.
 */
public final class ArticleStatisticsLearner {
    /** Publish after the articles grew by this share: often while the mean still moves, seldom later. */
    private static final double REFRESH_GROWTH = .1;

    private final ArticleSettings settings;
    private final int dimension;
    private final List<LearnedCategory> categories = new ArrayList<>();
    private final double[] mean;
    private final ScatterMatrix scatter;
    private final PosteriorTemperature temperature;
    /** As solved, at temperature 1; null while there is too little to learn from. */
    private @Nullable CategoryDiscriminant solved;

    private double articles;
    private long articlesSinceRefresh;
    private ArticleStatistics published;

    /** A learner that continues from a state, {@link ArticleStatisticsState#none} at first. */
    public ArticleStatisticsLearner(ArticleStatisticsState state, ArticleSettings settings) {
        this.settings = settings;
        this.dimension = state.dimension();
        this.mean = toDoubles(state.mean());
        this.articles = state.articles();
        this.scatter = new ScatterMatrix(dimension, state.scatter());
        this.temperature = new PosteriorTemperature(state.temperature());
        for (ArticleStatisticsState.Category category : state.categories()) {
            categories.add(new LearnedCategory(category.name(), category.articles(), toDoubles(category.mean())));
        }
        this.published = solve(state.version());
    }

    public int dimension() {
        return dimension;
    }

    /**
     * Learns from one article.
     *
     * @param rawVector as {@link UnderstoodArticle#rawVector()}; an empty one teaches nothing
     * @param category as the publisher gave it, null if it did not
     * @return whether {@link #refresh()} is due
     * @throws IllegalArgumentException if the vector has another dimension
     */
    public boolean learn(FloatVector rawVector, @Nullable String category) {
        if (rawVector.isEmpty()) {
            return false;
        }
        if (rawVector.dimension() != dimension) {
            throw new IllegalArgumentException("dimensions differ: " + rawVector.dimension() + " and " + dimension);
        }
        float[] vector = rawVector.toArray();
        articles++;
        articlesSinceRefresh++;
        for (int index = 0; index < dimension; index++) {
            mean[index] += (vector[index] - mean[index]) / articles;
        }
        if (category != null) {
            learnTemperature(rawVector, category);
            learnCategory(vector, category);
        }
        if (articles >= settings.meanWindowArticles()) {
            fade();
        }
        return articlesSinceRefresh >= Math.min(settings.refreshArticlesMax(), 1 + REFRESH_GROWTH * articles);
    }

    /** The statistics published last. */
    public ArticleStatistics statistics() {
        return published;
    }

    /** Publishes what was learned, under the next version. */
    public ArticleStatistics refresh() {
        articlesSinceRefresh = 0;
        published = solve(published.version() + 1);
        return published;
    }

    /** A copy of all that was learned, to be stored and continued from. */
    public ArticleStatisticsState state() {
        return new ArticleStatisticsState(
                published.version(),
                articles,
                toVector(mean),
                categories.stream()
                        .map(category -> new ArticleStatisticsState.Category(
                                category.name, category.articles, toVector(category.mean)))
                        .toList(),
                scatter.toFloats(),
                temperature.state());
    }

    /** Before the article is learned from, and by what was published: what it says then is what others will see. */
    private void learnTemperature(FloatVector rawVector, String category) {
        CategoryDiscriminant discriminant = solved;
        int truth = discriminant == null ? -1 : discriminant.names().indexOf(category);
        if (discriminant != null && truth >= 0) {
            temperature.learn(discriminant.scores(rawVector), truth);
        }
    }

    private void learnCategory(float[] vector, String name) {
        LearnedCategory category = category(name);
        if (category == null) {
            return;
        }
        category.articles++;
        double[] before = new double[dimension];
        double[] after = new double[dimension];
        for (int index = 0; index < dimension; index++) {
            before[index] = vector[index] - category.mean[index];
            category.mean[index] += before[index] / category.articles;
            after[index] = vector[index] - category.mean[index];
        }
        scatter.add(before, after);
    }

    /** The category of this name, made if there is room, null if there is none. */
    private @Nullable LearnedCategory category(String name) {
        for (LearnedCategory category : categories) {
            if (category.name.equals(name)) {
                return category;
            }
        }
        if (categories.size() >= settings.categoriesMax() && !forgetRarest()) {
            return null;
        }
        LearnedCategory category = new LearnedCategory(name, 0, new double[dimension]);
        categories.add(category);
        return category;
    }

    /** Makes room at the cost of a category that never had enough articles to be inferred. */
    private boolean forgetRarest() {
        LearnedCategory rarest = categories.get(0);
        for (LearnedCategory category : categories) {
            if (category.articles < rarest.articles) {
                rarest = category;
            }
        }
        return rarest.articles < settings.categoryArticlesMin() && categories.remove(rarest);
    }

    private void fade() {
        articles /= 2;
        scatter.scale(.5);
        categories.forEach(category -> category.articles /= 2);
    }

    private ArticleStatistics solve(long version) {
        CategoryDiscriminant discriminant = discriminant();
        solved = discriminant;
        return new ArticleStatistics(
                version,
                Math.round(articles),
                toVector(mean),
                discriminant == null ? null : discriminant.tempered(temperature.inverse()));
    }

    private @Nullable CategoryDiscriminant discriminant() {
        List<LearnedCategory> inferable = categories.stream()
                .filter(category -> category.articles >= settings.categoryArticlesMin())
                .toList();
        double labelled =
                categories.stream().mapToDouble(category -> category.articles).sum();
        double inferableArticles =
                inferable.stream().mapToDouble(category -> category.articles).sum();
        if (inferable.size() < 2 || labelled < settings.labelledArticlesMin()) {
            return null;
        }
        return scatter.withinClassSolver(labelled, categories.size())
                .map(solver -> {
                    float[] weights = new float[inferable.size() * dimension];
                    float[] biases = new float[inferable.size()];
                    for (int index = 0; index < biases.length; index++) {
                        LearnedCategory category = inferable.get(index);
                        double[] solution = solver.solve(category.mean);
                        double bias = Math.log(category.articles / inferableArticles);
                        for (int component = 0; component < dimension; component++) {
                            weights[index * dimension + component] = (float) solution[component];
                            bias -= .5 * solution[component] * category.mean[component];
                        }
                        biases[index] = (float) bias;
                    }
                    return new CategoryDiscriminant(
                            inferable.stream().map(category -> category.name).toList(), dimension, weights, biases);
                })
                .orElse(null);
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
        private final double[] mean;
        private double articles;

        LearnedCategory(String name, double articles, double[] mean) {
            this.name = name;
            this.articles = articles;
            this.mean = mean;
        }
    }
}
