package io.freshet.article;

import io.freshet.article.category.CategoryDiscriminant;
import io.freshet.article.category.CategoryNaiveBayes;
import io.freshet.article.category.CategoryRule;
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
 * Learns the mean of the articles of one language, how many of them use a word, and how categories differ, one article at
 * a time. Learns categories only from what publishers gave: learning from its own guesses hurts. Owned by one thread;
 * everyone else reads the {@link ArticleStatistics} it publishes.
 *
 * <p>Per category the mean, and over all categories one scatter matrix, are updated exactly as the batch formulas would
 * have them (Welford 1962, for covariances): {@code d = x - mean_old; mean += d / n; scatter += d (x - mean_new)ᵀ}. An
 * article costs dimension² / 2 multiplications; solving, which costs dimension³ / 6, happens only when statistics are
 * published. The words of all articles are counted beside: what single words tell of a category is lost in the mean of
 * their vectors ({@link CategoryNaiveBayes}), and how many articles use a word tells how much it says ({@link TermFrequencies}).
 * When the window is full, all weights are halved, so the past fades and no number grows without
 * bound.
 */
public final class ArticleStatisticsLearner {
    /** Growth of the articles after which to publish: often while the mean still moves, rarely later. */
    private static final double REFRESH_GROWTH = .1;

    private final ArticleSettings settings;
    private final int dimension;
    private final List<LearnedCategory> categories = new ArrayList<>();
    private final double[] mean;
    private final ScatterMatrix scatter;
    private final PosteriorCalibration weights;
    private final CategoryWords words;
    private int numbersGiven;
    /** As solved, at weights of 1; null while there is too little to learn from. */
    private @Nullable CategoryRule solved;

    private double articles;
    private double documents;
    private double running;
    private double unlabelledUses;
    private long articlesSinceRefresh;
    private ArticleStatistics published;

    /**
     * A learner that continues from a state, {@link ArticleStatisticsState#none} at first.
     *
     * @param categoryWords the counts of words that go with the state
     */
    public ArticleStatisticsLearner(
            ArticleStatisticsState state, ArticleSettings settings, CategoryWordStore categoryWords) {
        this.settings = settings;
        this.dimension = state.dimension();
        this.mean = toDoubles(state.mean());
        this.articles = state.articles();
        this.scatter = new ScatterMatrix(dimension, state.scatter());
        this.weights = new PosteriorCalibration(state.weights());
        this.words = new CategoryWords(
                categoryWords, settings.categoryWordsMax(), state.words().known());
        this.numbersGiven = state.words().numbersGiven();
        this.documents = state.words().documents();
        this.running = state.words().running();
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
     * Learns from one article.
     *
     * @param rawVector as {@link UnderstoodArticle#rawVector()}; of an article with an empty one only the words are counted
     * @param terms of the article, the headline first
     * @param category as the publisher gave it, null if it did not
     * @return whether {@link #refresh()} is due
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
        return learned(rawVector, terms.toList(), category);
    }

    /**
     * Learns the category of a labelled article that is not of the stream: it leaves the mean of all articles alone.
     *
     * @return whether {@link #refresh()} is due
     * @throws IllegalArgumentException if the vector has another dimension
     */
    public boolean learnCategory(FloatVector rawVector, Stream<String> terms, String category) {
        return !rawVector.isEmpty() && learned(checked(rawVector), terms.toList(), category);
    }

    private FloatVector checked(FloatVector rawVector) {
        if (rawVector.dimension() != dimension) {
            throw new IllegalArgumentException("dimensions differ: " + rawVector.dimension() + " and " + dimension);
        }
        return rawVector;
    }

    private boolean learned(FloatVector rawVector, List<String> terms, @Nullable String category) {
        if (terms.isEmpty() && rawVector.isEmpty()) {
            return false;
        }
        articlesSinceRefresh++;
        documents++;
        running += terms.size();
        Set<String> ofArticle = CategoryWords.of(terms.stream());
        if (category != null && !rawVector.isEmpty()) {
            learnWeights(rawVector, ofArticle, category);
            learnCategory(rawVector.toArray(), ofArticle, category);
        } else {
            unlabelledUses += words.learn(ofArticle, ArticleStatisticsState.UNLABELLED);
        }
        if (documents >= settings.meanWindowArticles()) {
            fade();
        }
        return articlesSinceRefresh >= Math.min(settings.refreshArticlesMax(), 1 + REFRESH_GROWTH * documents);
    }

    private double labelled() {
        return categories.stream().mapToDouble(category -> category.articles).sum();
    }

    /** Articles that were learned from, halvings included. */
    double documents() {
        return documents;
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
                categories.stream().map(LearnedCategory::state).toList(),
                scatter.toFloats(),
                weights.state(),
                new ArticleStatisticsState.Words(numbersGiven, words.known(), documents, running, unlabelledUses));
    }

    /** Before the article is learned from, and by what was published: what it says then is what others will see. */
    private void learnWeights(FloatVector rawVector, Set<String> ofArticle, String category) {
        CategoryRule rule = solved;
        int truth = rule == null ? -1 : rule.names().indexOf(category);
        if (rule != null && truth >= 0) {
            weights.learn(rule.discriminant().scores(rawVector), rule.evidence().of(ofArticle, words.counts()), truth);
        }
    }

    private void learnCategory(float[] vector, Set<String> ofArticle, String name) {
        LearnedCategory category = category(name);
        if (category == null) {
            return;
        }
        category.articles++;
        category.uses += words.learn(ofArticle, category.number);
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
        LearnedCategory category = new LearnedCategory(name, numbersGiven++, dimension);
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
        documents /= 2;
        running /= 2;
        unlabelledUses /= 2;
        scatter.scale(.5);
        words.fade();
        categories.forEach(LearnedCategory::fade);
    }

    private ArticleStatistics solve(long version) {
        CategoryRule rule = categoryRule();
        solved = rule;
        return new ArticleStatistics(
                version,
                Math.round(articles),
                toVector(mean),
                documents,
                running,
                rule == null
                        ? null
                        : new CategoryRule(
                                rule.discriminant().tempered(weights.vectors()),
                                rule.evidence().weighted(weights.words())));
    }

    private @Nullable CategoryRule categoryRule() {
        List<LearnedCategory> inferable = categories.stream()
                .filter(category -> category.articles >= settings.categoryArticlesMin())
                .toList();
        double labelled = labelled();
        if (inferable.size() < 2 || labelled < settings.labelledArticlesMin()) {
            return null;
        }
        return scatter.withinClassSolver(labelled, categories.size())
                .map(solver -> new CategoryRule(discriminant(inferable, solver), evidence(inferable)))
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

        void fade() {
            articles /= 2;
            uses /= 2;
        }

        ArticleStatisticsState.Category state() {
            return new ArticleStatisticsState.Category(name, number, articles, toVector(mean), uses);
        }
    }
}
