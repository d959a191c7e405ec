package io.freshet.article;

import io.freshet.article.category.CategoryClassifier;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the articles of one language: mean vector, number and length of articles, and the classifier that
 * infers categories. Learned by one {@link ArticleStatisticsLearner} and replicated to all instances. Immutable.
 *
 * <p>Subtracting the mean is the largest single gain in comparing articles: all raw vectors point in a similar
 * direction, and the component they share does not distinguish them.
 */
public final class ArticleStatistics {
    /**
     * Number of articles in a language at which half of their mean is subtracted from an article's vector. A mean of
     * few articles mostly reflects the topics of these articles, so only {@code n / (n + 20)} of the mean is
     * subtracted: little at first, nearly all after some hundred articles.
     */
    private static final double MEAN_PRIOR_ARTICLES = 20;

    private final long version;
    private final long articles;
    private final FloatVector mean;
    private final double documents;
    private final double words;
    private final @Nullable CategoryClassifier categoryClassifier;

    /**
     * Creates statistics from their parts.
     *
     * @param version incremented by each publication; 0 before the first
     * @param articles number of articles with a vector, at least 0
     * @param mean mean of the raw vectors, dimension at least 1
     * @param documents number of articles whose words were counted, including those without a vector; halved together
     *     with the word counts; at least 0
     * @param words total length of these articles in words, at least 0
     * @param categoryClassifier null while there are too few labelled articles
     */
    public ArticleStatistics(
            long version,
            long articles,
            FloatVector mean,
            double documents,
            double words,
            @Nullable CategoryClassifier categoryClassifier) {
        if (version < 0
                || articles < 0
                || mean.isEmpty()
                || !(documents >= 0)
                || !(words >= 0)
                || Double.isInfinite(documents + words)) {
            throw new IllegalArgumentException("invalid article statistics: version " + version + ", articles "
                    + articles + ", dimension " + mean.dimension() + ", documents " + documents + ", words " + words);
        }
        if (categoryClassifier != null && categoryClassifier.discriminant().dimension() != mean.dimension()) {
            throw new IllegalArgumentException("dimensions differ: mean " + mean.dimension() + ", categories "
                    + categoryClassifier.discriminant().dimension());
        }
        this.version = version;
        this.articles = articles;
        this.mean = mean;
        this.documents = documents;
        this.words = words;
        this.categoryClassifier = categoryClassifier;
    }

    /** The statistics before the first article: a mean of zeros, no category classifier. */
    public static ArticleStatistics none(int dimension) {
        return new ArticleStatistics(0, 0, FloatVector.copyOf(new float[dimension]), 0, 0, null);
    }

    public long version() {
        return version;
    }

    /**
     * Number of articles averaged in {@link #mean()}. The learner halves the number whenever it halves all counts, so
     * that old articles weigh less.
     */
    public long articles() {
        return articles;
    }

    public int dimension() {
        return mean.dimension();
    }

    /** Mean of the articles' {@linkplain UnderstoodArticle#rawVector() raw vectors}; zeros before the first article. */
    public FloatVector mean() {
        return mean;
    }

    /**
     * Number of articles whose words were counted: the denominator of document frequencies. The learner halves the
     * number whenever it halves the word counts, so the number need not be whole.
     */
    public double documents() {
        return documents;
    }

    /** Total length in words of the articles that {@link #documents()} counts. */
    public double wordCount() {
        return words;
    }

    /** The classifier that infers categories; empty while there are too few labelled articles. */
    public Optional<CategoryClassifier> categoryClassifier() {
        return Optional.ofNullable(categoryClassifier);
    }

    /**
     * Vector for comparing articles: {@code rawVector} minus {@link #mean()}, scaled to length 1. With few articles,
     * the mean of {@code fallback} is mixed in.
     *
     * @param fallback statistics whose mean supplements this one while there are few articles
     * @return empty if {@code rawVector} is empty or equals the mean
     */
    FloatVector contentVector(FloatVector rawVector, ArticleStatistics fallback) {
        if (rawVector.isEmpty()) {
            return rawVector;
        }
        float[] content = rawVector.toArray();
        double own = articles / (articles + MEAN_PRIOR_ARTICLES);
        double other = (1 - own) * fallback.articles / (fallback.articles + MEAN_PRIOR_ARTICLES);
        VectorMath.addScaled((float) -own, mean.toArray(), content);
        VectorMath.addScaled((float) -other, fallback.mean.toArray(), content);
        VectorMath.normalise(content);
        return VectorMath.norm(content) > 0 ? FloatVector.copyOf(content) : FloatVector.empty();
    }
}
