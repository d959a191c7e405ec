package io.freshet.embedding;

import io.freshet.vector.FloatVector;
import java.util.ArrayList;
import java.util.List;

/**
 * All that an {@link ArticleStatisticsLearner} has learned, to be stored and continued from. Immutable.
 *
 * @see ArticleStatisticsLearner#state()
 */
public final class ArticleStatisticsState {

    /**
     * What was learned of one category.
     *
     * @param articles labelled articles, halved when the window is full, more than 0
     */
    public record Category(String name, double articles, FloatVector mean) {

        public Category {
            if (!(articles > 0) || Double.isInfinite(articles)) {
                throw new IllegalArgumentException("category " + name + " has " + articles + " articles");
            }
        }
    }

    /**
     * How far the posteriors of categories are to be believed.
     *
     * @param inverse what their logarithms are multiplied by, more than 0
     * @param curvature how much evidence that rests on, at least 0
     */
    public record Temperature(double inverse, double curvature) {
        /** Before the first labelled article: posteriors as the discriminant has them. */
        public static final Temperature NONE = new Temperature(1, 0);

        public Temperature {
            if (!(inverse > 0) || Double.isInfinite(inverse) || !(curvature >= 0) || Double.isInfinite(curvature)) {
                throw new IllegalArgumentException("inverse temperature " + inverse + ", curvature " + curvature);
            }
        }
    }

    private final int dimension;
    private final long version;
    private final double articles;
    private final FloatVector mean;
    private final List<Category> categories;
    private final float[] scatter;
    private final Temperature temperature;

    /**
     * A state from its parts.
     *
     * @param version of the statistics published last, at least 0
     * @param articles how many the mean stands for, at least 0
     * @param mean of the raw vectors, of dimension at least 1
     * @param categories in order of first appearance
     * @param scatter the lower triangle, row by row, of the sum over labelled articles of the outer product of their
     *     distance to the mean of their category: {@code float[dimension * (dimension + 1) / 2]}
     * @param temperature of the posteriors
     */
    public ArticleStatisticsState(
            long version,
            double articles,
            FloatVector mean,
            List<Category> categories,
            float[] scatter,
            Temperature temperature) {
        this.dimension = mean.dimension();
        this.version = version;
        this.articles = articles;
        this.mean = mean;
        this.categories = List.copyOf(categories);
        this.scatter = scatter.clone();
        this.temperature = temperature;
        if (version < 0 || !(articles >= 0) || dimension < 1) {
            throw new IllegalArgumentException(
                    "version " + version + ", articles " + articles + ", dimension " + dimension);
        }
        if (scatter.length != dimension * (dimension + 1) / 2) {
            throw new IllegalArgumentException("scatter of " + scatter.length + " for dimension " + dimension);
        }
        FiniteArrays.check("scatter", scatter);
        List<String> names = new ArrayList<>();
        for (Category category : categories) {
            if (category.mean().dimension() != dimension || names.contains(category.name())) {
                throw new IllegalArgumentException("category " + category.name() + " of dimension "
                        + category.mean().dimension() + " is repeated or does not fit dimension " + dimension);
            }
            names.add(category.name());
        }
    }

    /** The state before the first article. */
    public static ArticleStatisticsState none(int dimension) {
        return new ArticleStatisticsState(
                0,
                0,
                FloatVector.copyOf(new float[dimension]),
                List.of(),
                new float[dimension * (dimension + 1) / 2],
                Temperature.NONE);
    }

    public int dimension() {
        return dimension;
    }

    public long version() {
        return version;
    }

    public double articles() {
        return articles;
    }

    public FloatVector mean() {
        return mean;
    }

    public List<Category> categories() {
        return categories;
    }

    public Temperature temperature() {
        return temperature;
    }

    /** A copy of the lower triangle, row by row, {@code float[dimension() * (dimension() + 1) / 2]}. */
    public float[] scatter() {
        return scatter.clone();
    }
}
