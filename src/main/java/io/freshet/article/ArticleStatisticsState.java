package io.freshet.article;

import io.freshet.article.category.PosteriorCalibration;
import io.freshet.vector.FiniteArrays;
import io.freshet.vector.FloatVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Stored state of an {@link ArticleStatisticsLearner}, from which it continues after a restart. Immutable.
 *
 * @see ArticleStatisticsLearner#state()
 */
public final class ArticleStatisticsState {

    /**
     * Learned state of one category: its labelled articles (count and mean vector) and the sum of their distinct words.
     * Counts are halved from time to time, so they need not be whole.
     *
     * @param number number under which its words are counted, never reused, at least 0
     * @param articles number of labelled articles, halved with all counts, above 0
     * @param mean mean of the raw vectors of these articles
     * @param uses sum over these articles of their distinct words, halved with all counts
     */
    public record Category(String name, int number, double articles, FloatVector mean, double uses) {

        public Category {
            if (!(articles > 0)
                    || Double.isInfinite(articles)
                    || number < 0
                    || !(uses >= 0)
                    || Double.isInfinite(uses)) {
                throw new IllegalArgumentException("invalid category " + name + ": number " + number + ", articles "
                        + articles + ", uses of words " + uses);
            }
        }
    }

    /** Category number under which the words of articles without a category are counted. */
    public static final int UNLABELLED = 0;

    /**
     * Totals of the word counts over all articles, and the next free category number.
     *
     * @param nextCategoryNumber next number of a category: the count of numbers given so far, including
     *     {@link #UNLABELLED} and those of evicted categories
     * @param known number of distinct words counted
     * @param documents number of articles whose words were counted, halved with all counts
     * @param wordCount total length of these articles in words, halved with all counts
     * @param unlabelledUses sum over the articles without a category of their distinct words, halved with all counts
     */
    public record Words(int nextCategoryNumber, int known, double documents, double wordCount, double unlabelledUses) {
        /** The totals before the first article. */
        public static final Words NONE = new Words(UNLABELLED + 1, 0, 0, 0, 0);

        public Words {
            if (nextCategoryNumber <= UNLABELLED
                    || known < 0
                    || !(documents >= 0)
                    || !(wordCount >= 0)
                    || !(unlabelledUses >= 0)
                    || Double.isInfinite(documents + wordCount + unlabelledUses)) {
                throw new IllegalArgumentException("invalid word totals: numbers given " + nextCategoryNumber
                        + ", known words " + known + ", documents " + documents + ", length " + wordCount
                        + ", unlabelled uses " + unlabelledUses);
            }
        }
    }

    private final int dimension;
    private final long version;
    private final double articles;
    private final FloatVector mean;
    private final List<Category> categories;
    private final float[] scatter;
    private final PosteriorCalibration.State weights;
    private final Words words;

    /**
     * Creates a state from its parts.
     *
     * @param version version of the latest published statistics, at least 0
     * @param articles number of articles that the mean is taken over, at least 0
     * @param mean mean of the raw vectors, dimension at least 1
     * @param categories in order of first appearance
     * @param scatter within-class scatter matrix, the sum over labelled articles of the outer products of their
     *     distances to the mean of their category; lower triangle row by row,
     *     {@code float[dimension * (dimension + 1) / 2]}
     * @param weights state of the calibration
     * @param words totals of the word counts
     */
    public ArticleStatisticsState(
            long version,
            double articles,
            FloatVector mean,
            List<Category> categories,
            float[] scatter,
            PosteriorCalibration.State weights,
            Words words) {
        this.dimension = mean.dimension();
        this.version = version;
        this.articles = articles;
        this.mean = mean;
        this.categories = List.copyOf(categories);
        this.scatter = scatter.clone();
        this.weights = weights;
        this.words = words;
        if (version < 0 || !(articles >= 0) || dimension < 1) {
            throw new IllegalArgumentException("invalid state of article statistics: version " + version + ", articles "
                    + articles + ", dimension " + dimension);
        }
        if (scatter.length != dimension * (dimension + 1) / 2) {
            throw new IllegalArgumentException("scatter has " + scatter.length + " numbers, expected "
                    + dimension * (dimension + 1) / 2 + " for dimension " + dimension);
        }
        FiniteArrays.check("scatter", scatter);
        List<String> names = new ArrayList<>();
        for (Category category : categories) {
            if (category.mean().dimension() != dimension || names.contains(category.name())) {
                throw new IllegalArgumentException("category " + category.name() + " of dimension "
                        + category.mean().dimension() + " is a duplicate or does not have dimension " + dimension);
            }
            if (category.number() >= words.nextCategoryNumber()) {
                throw new IllegalArgumentException("category " + category.name() + " has number " + category.number()
                        + ", expected a number below the next one, " + words.nextCategoryNumber());
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
                PosteriorCalibration.State.START,
                Words.NONE);
    }

    /**
     * Copy of this state with mean, categories, scatter and calibration of {@code earlier}, for a rollback of the word
     * vectors. Keeps the word counts, and the version, which never decreases.
     */
    public ArticleStatisticsState withVectorsOf(ArticleStatisticsState earlier) {
        List<Category> reset = new ArrayList<>();
        for (Category before : earlier.categories) {
            double uses = categories.stream()
                    .filter(current -> current.number() == before.number())
                    .mapToDouble(Category::uses)
                    .findFirst()
                    .orElse(before.uses());
            reset.add(new Category(before.name(), before.number(), before.articles(), before.mean(), uses));
        }
        return new ArticleStatisticsState(
                version, earlier.articles, earlier.mean, reset, earlier.scatter, earlier.weights, words);
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

    public PosteriorCalibration.State weights() {
        return weights;
    }

    public Words words() {
        return words;
    }

    /**
     * A copy of the within-class scatter matrix: the lower triangle, row by row,
     * {@code float[dimension() * (dimension() + 1) / 2]}.
     */
    public float[] scatter() {
        return scatter.clone();
    }
}
