package io.freshet.article;

import io.freshet.vector.Ranges;

/**
 * Settings of article understanding: tokens, keywords, categories and article statistics.
 *
 * @param tokensMax largest number of tokens read of the title, and of the body, 1 to 100,000
 * @param keywordsMax largest number of keywords of an article, 0 to 100
 * @param categories how categories are inferred
 * @param statistics how article statistics are learned
 */
public record ArticleSettings(int tokensMax, int keywordsMax, Categories categories, StatisticsLearning statistics) {

    /** The default settings, the best of those evaluated. */
    public static final ArticleSettings DEFAULTS =
            new ArticleSettings(2_000, 10, Categories.DEFAULTS, StatisticsLearning.DEFAULTS);

    /** Smallest allowed {@link Categories#categoriesMax()}: inference needs two categories to choose from. */
    public static final int CATEGORIES_MIN = 2;

    /** Largest allowed {@link Categories#categoriesMax()}. */
    public static final int CATEGORIES_MAX = 10_000;

    /**
     * Settings for the inference of categories: how many categories, how many labelled articles are needed first, and
     * the lowest confidence of a result.
     *
     * @param categoriesMax largest number of categories, {@link #CATEGORIES_MIN} to {@link #CATEGORIES_MAX}
     * @param articlesMin labelled articles of a category before it is inferred, 2 to 1,000,000
     * @param labelledArticlesMin labelled articles of all categories before any is inferred, 4 to 1,000,000
     * @param confidenceMin lowest posterior probability of an inferred category, 0 to 1; below it the category is
     *     unknown
     */
    public record Categories(int categoriesMax, int articlesMin, int labelledArticlesMin, double confidenceMin) {

        static final Categories DEFAULTS = new Categories(200, 5, 50, .5);

        public Categories {
            Ranges.check("categoriesMax", categoriesMax, CATEGORIES_MIN, CATEGORIES_MAX);
            Ranges.check("articlesMin", articlesMin, 2, 1_000_000);
            Ranges.check("labelledArticlesMin", labelledArticlesMin, 4, 1_000_000);
            Ranges.check("confidenceMin", confidenceMin, 0, 1);
        }

        /** Copy of these settings with another {@code categoriesMax}. */
        public Categories withCategoriesMax(int newCategoriesMax) {
            return new Categories(newCategoriesMax, articlesMin, labelledArticlesMin, confidenceMin);
        }

        /** Copy of these settings with another {@code confidenceMin}. */
        public Categories withConfidenceMin(double newConfidenceMin) {
            return new Categories(categoriesMax, articlesMin, labelledArticlesMin, newConfidenceMin);
        }
    }

    /**
     * Settings for learning article statistics: when all counts are halved, and when statistics are published, both in
     * numbers of articles.
     *
     * @param windowArticles article count at which all counts, this one included, are halved, so that older articles
     *     fade, 100 to 100,000,000
     * @param refreshArticlesMax largest number of articles between two publications, 1 to 1,000,000
     */
    public record StatisticsLearning(int windowArticles, int refreshArticlesMax) {

        static final StatisticsLearning DEFAULTS = new StatisticsLearning(100_000, 500);

        public StatisticsLearning {
            Ranges.check("windowArticles", windowArticles, 100, 100_000_000);
            Ranges.check("refreshArticlesMax", refreshArticlesMax, 1, 1_000_000);
        }
    }

    public ArticleSettings {
        Ranges.check("tokensMax", tokensMax, 1, 100_000);
        Ranges.check("keywordsMax", keywordsMax, 0, 100);
    }

    /** Copy of these settings with another {@code keywordsMax}. */
    public ArticleSettings withKeywordsMax(int newKeywordsMax) {
        return new ArticleSettings(tokensMax, newKeywordsMax, categories, statistics);
    }

    /** Copy of these settings with other settings for the inference of categories. */
    public ArticleSettings withCategories(Categories newCategories) {
        return new ArticleSettings(tokensMax, keywordsMax, newCategories, statistics);
    }

    /** Copy of these settings with other settings for the learning of statistics. */
    public ArticleSettings withStatistics(StatisticsLearning newStatistics) {
        return new ArticleSettings(tokensMax, keywordsMax, categories, newStatistics);
    }
}
