package io.freshet.article;

import io.freshet.article.category.CategoryRule;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the articles of one language: their mean vector, their number and length, and how categories differ.
 * Learned by one {@link ArticleStatisticsLearner} and read everywhere from copies. Immutable.
 *
 * <p>Subtracting the mean is the largest single gain in comparing articles: all raw vectors point much the same way, and
 * what they share tells none of them apart.
 */
public final class ArticleStatistics {
    /**
     * The mean of few articles is half their own subject. It is subtracted at {@code n / (n + 20)}: barely at first, all
     * but fully after some hundred articles.
     */
    private static final double MEAN_PRIOR_ARTICLES = 20;

    private final long version;
    private final long articles;
    private final FloatVector mean;
    private final double documents;
    private final double words;
    private final @Nullable CategoryRule categoryRule;

    /**
     * Statistics from their parts.
     *
     * @param version grows with every publication; 0 before the first
     * @param articles how many the mean stands for, at least 0
     * @param mean of the raw vectors, of dimension at least 1
     * @param documents articles whose words were counted, those without a vector included; halved with the counts, at
     *     least 0
     * @param words running words of these, at least 0
     * @param categoryRule null while there is too little to learn from
     */
    public ArticleStatistics(
            long version,
            long articles,
            FloatVector mean,
            double documents,
            double words,
            @Nullable CategoryRule categoryRule) {
        if (version < 0
                || articles < 0
                || mean.isEmpty()
                || !(documents >= 0)
                || !(words >= 0)
                || Double.isInfinite(documents + words)) {
            throw new IllegalArgumentException("version " + version + ", articles " + articles + ", dimension "
                    + mean.dimension() + ", documents " + documents + ", words " + words);
        }
        if (categoryRule != null && categoryRule.discriminant().dimension() != mean.dimension()) {
            throw new IllegalArgumentException("dimensions differ: mean " + mean.dimension() + ", categories "
                    + categoryRule.discriminant().dimension());
        }
        this.version = version;
        this.articles = articles;
        this.mean = mean;
        this.documents = documents;
        this.words = words;
        this.categoryRule = categoryRule;
    }

    /** The statistics of no articles: subtract nothing, infer nothing. */
    public static ArticleStatistics none(int dimension) {
        return new ArticleStatistics(0, 0, FloatVector.copyOf(new float[dimension]), 0, 0, null);
    }

    public long version() {
        return version;
    }

    /** How many articles the mean stands for. */
    public long articles() {
        return articles;
    }

    public int dimension() {
        return mean.dimension();
    }

    /** The mean of the raw vectors; all zeros before the first article. */
    public FloatVector mean() {
        return mean;
    }

    /** Articles whose words were counted, halvings included: what document counts are held against. */
    public double documents() {
        return documents;
    }

    /** Running words of the {@link #documents()}. */
    public double words() {
        return words;
    }

    /** Empty while there is too little to learn from. */
    public Optional<CategoryRule> categoryRule() {
        return Optional.ofNullable(categoryRule);
    }

    /**
     * The vector articles are compared by: the raw vector less the mean, of length 1.
     *
     * @param wider statistics whose mean stands in while these are of few articles
     * @return empty if {@code rawVector} is empty or equals the mean
     */
    FloatVector contentVector(FloatVector rawVector, ArticleStatistics wider) {
        if (rawVector.isEmpty()) {
            return rawVector;
        }
        float[] content = rawVector.toArray();
        double own = articles / (articles + MEAN_PRIOR_ARTICLES);
        double other = (1 - own) * wider.articles / (wider.articles + MEAN_PRIOR_ARTICLES);
        VectorMath.addScaled((float) -own, mean.toArray(), content);
        VectorMath.addScaled((float) -other, wider.mean.toArray(), content);
        VectorMath.normalise(content);
        return VectorMath.norm(content) > 0 ? FloatVector.copyOf(content) : FloatVector.empty();
    }
}
