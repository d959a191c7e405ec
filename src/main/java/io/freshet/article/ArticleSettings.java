package io.freshet.article;

/**
 * How articles are understood. {@link #DEFAULTS} are the values that were measured best.
 *
 * @param tokensMax tokens of an article that are read, headline and body each; the lead of a news text carries it
 * @param shortArticleTokensMax a longer article is ranked by TextRank, up to this it is a weighted mean of all its words
 * @param smoothing the {@code a} of smooth inverse frequency, weight {@code a / (a + frequency)}
 * @param titleWeight how many times a word of the headline counts
 * @param rankedTermsMax most frequent terms that vote in TextRank; its cost grows with the square
 * @param rankIterations steps of TextRank's power iteration
 * @param vectorDamping share of the votes, rather than tf·idf, in the vector of a long article
 * @param keywordDamping the same for keywords
 * @param vectorTermsMax best ranked terms that make the vector of a long article
 * @param keywordsMax keywords of an article
 * @param meanWindowArticles about how many articles the running mean and the categories remember
 * @param categoriesMax categories that are learned
 * @param categoryWordsMax words of labelled articles that are counted by category
 * @param categoryArticlesMin labelled articles a category needs before it is inferred
 * @param labelledArticlesMin labelled articles needed before any category is inferred
 * @param categoryConfidenceMin posterior probability below which a category stays unknown
 * @param refreshArticlesMax articles after which the statistics are published again at the latest
 */
public record ArticleSettings(
        int tokensMax,
        int shortArticleTokensMax,
        double smoothing,
        double titleWeight,
        int rankedTermsMax,
        int rankIterations,
        double vectorDamping,
        double keywordDamping,
        int vectorTermsMax,
        int keywordsMax,
        int meanWindowArticles,
        int categoriesMax,
        int categoryWordsMax,
        int categoryArticlesMin,
        int labelledArticlesMin,
        double categoryConfidenceMin,
        int refreshArticlesMax) {

    /** The values that were measured best. */
    public static final ArticleSettings DEFAULTS =
            new ArticleSettings(2_000, 60, 1e-3, 2, 150, 8, .85, .5, 15, 10, 100_000, 200, 100_000, 5, 50, .5, 500);

    /** Between fewer there is nothing to choose. */
    public static final int CATEGORIES_MIN = 2;

    public static final int CATEGORIES_MAX = 10_000;

    public ArticleSettings {
        between("tokensMax", tokensMax, 1, 100_000);
        between("shortArticleTokensMax", shortArticleTokensMax, 0, 100_000);
        between("smoothing", smoothing, 1e-9, 1);
        between("titleWeight", titleWeight, 1, 100);
        between("rankedTermsMax", rankedTermsMax, 2, 2_000);
        between("rankIterations", rankIterations, 1, 100);
        between("vectorDamping", vectorDamping, 0, .99);
        between("keywordDamping", keywordDamping, 0, .99);
        between("vectorTermsMax", vectorTermsMax, 1, rankedTermsMax);
        between("keywordsMax", keywordsMax, 0, 100);
        between("meanWindowArticles", meanWindowArticles, 100, 100_000_000);
        between("categoriesMax", categoriesMax, CATEGORIES_MIN, CATEGORIES_MAX);
        between("categoryWordsMax", categoryWordsMax, 0, 10_000_000);
        between("categoryArticlesMin", categoryArticlesMin, 2, 1_000_000);
        between("labelledArticlesMin", labelledArticlesMin, 4, 1_000_000);
        between("categoryConfidenceMin", categoryConfidenceMin, 0, 1);
        between("refreshArticlesMax", refreshArticlesMax, 1, 1_000_000);
    }

    /** These settings with another limit on the keywords of an article. */
    public ArticleSettings withKeywordsMax(int newKeywordsMax) {
        return new ArticleSettings(
                tokensMax,
                shortArticleTokensMax,
                smoothing,
                titleWeight,
                rankedTermsMax,
                rankIterations,
                vectorDamping,
                keywordDamping,
                vectorTermsMax,
                newKeywordsMax,
                meanWindowArticles,
                categoriesMax,
                categoryWordsMax,
                categoryArticlesMin,
                labelledArticlesMin,
                categoryConfidenceMin,
                refreshArticlesMax);
    }

    private static void between(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + min + " to " + max);
        }
    }
}
