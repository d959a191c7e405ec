package io.freshet.article;

import io.freshet.article.category.PosteriorCalibration;
import io.freshet.vector.FiniteArrays;
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
     * @param number its own for good, by which words are counted, at least 0
     * @param articles labelled articles, halved when the window is full, more than 0
     * @param mean of their raw vectors
     * @param uses of words in its articles, a word counting once in each, halved with the articles
     */
    public record Category(String name, int number, double articles, FloatVector mean, double uses) {

        public Category {
            if (!(articles > 0)
                    || Double.isInfinite(articles)
                    || number < 0
                    || !(uses >= 0)
                    || Double.isInfinite(uses)) {
                throw new IllegalArgumentException("category " + name + " has number " + number + ", " + articles
                        + " articles, " + uses + " uses of words");
            }
        }
    }

    /** The number of articles without a category, by which their words are counted. */
    public static final int UNLABELLED = 0;

    /**
     * The words of all articles.
     *
     * @param numbersGiven numbers given to categories so far, forgotten ones and {@link #UNLABELLED} included
     * @param known different words that are counted
     * @param documents articles whose words were counted, halved with the counts
     * @param running words of these articles, repetitions included, halved with the counts
     * @param unlabelledUses of words in articles without a category, a word counting once in each, halved with the counts
     */
    public record Words(int numbersGiven, int known, double documents, double running, double unlabelledUses) {
        /** Before the first article. */
        public static final Words NONE = new Words(UNLABELLED + 1, 0, 0, 0, 0);

        public Words {
            if (numbersGiven <= UNLABELLED
                    || known < 0
                    || !(documents >= 0)
                    || !(running >= 0)
                    || !(unlabelledUses >= 0)
                    || Double.isInfinite(documents + running + unlabelledUses)) {
                throw new IllegalArgumentException(numbersGiven + " numbers given, " + known + " words known, "
                        + documents + " documents of " + running + " words, " + unlabelledUses + " uses");
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
     * A state from its parts.
     *
     * @param version of the statistics published last, at least 0
     * @param articles how many the mean stands for, at least 0
     * @param mean of the raw vectors, of dimension at least 1
     * @param categories in order of first appearance
     * @param scatter the lower triangle, row by row, of the sum over labelled articles of the outer product of their
     *     distance to the mean of their category: {@code float[dimension * (dimension + 1) / 2]}
     * @param weights of the evidence for categories
     * @param words of labelled articles
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
            if (category.number() >= words.numbersGiven()) {
                throw new IllegalArgumentException("category " + category.name() + " has number " + category.number()
                        + ", but " + words.numbersGiven() + " were given");
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
     * This state with what it says of vectors as it was earlier, for when words went back to what they were then: what was
     * counted of words since is kept, and so is the version, which never goes back.
     */
    public ArticleStatisticsState withVectorsOf(ArticleStatisticsState earlier) {
        List<Category> reset = new ArrayList<>();
        for (Category before : earlier.categories) {
            double uses = categories.stream()
                    .filter(now -> now.number() == before.number())
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

    /** A copy of the lower triangle, row by row, {@code float[dimension() * (dimension() + 1) / 2]}. */
    public float[] scatter() {
        return scatter.clone();
    }
}
