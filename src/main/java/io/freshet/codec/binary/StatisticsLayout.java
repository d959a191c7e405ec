package io.freshet.codec.binary;

import io.freshet.article.ArticleStatistics;
import io.freshet.article.ArticleStatisticsState;
import io.freshet.article.category.CategoryClassifier;
import io.freshet.article.category.CategoryDiscriminant;
import io.freshet.article.category.CategoryNaiveBayes;
import io.freshet.article.category.PosteriorCalibration;
import io.freshet.event.Limits;
import io.freshet.vector.FloatVector;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layouts of {@link ArticleStatistics} as published and of {@link ArticleStatisticsState} as stored.
 * {@link ByteWriter} defines the types named below; d is the dimension of the mean, c the number of categories.
 *
 * <pre>
 * published:  count    version
 *             count    articles
 *             vector   mean
 *             double   documents
 *             double   total words of the documents
 *             byte     1 if a category rule follows, else 0
 *             list     discriminant: text name, c times
 *             float    discriminant: bias, c times
 *             float    discriminant: weight, c d times, one category after the other
 *             count    words: number of the category, c times
 *             float    words: uses of words in the category, c times
 *             double   words: uses in all categories
 *             count    words: distinct words
 *             double   words: weight of the evidence
 *
 * stored:     byte     version: 4
 *             count    version of the last published statistics
 *             double   articles
 *             vector   mean
 *             list     categories: text name, count number, double articles, vector mean, double uses of words
 *             float    scatter, d (d + 1) / 2 times: the lower triangle, row by row
 *             double   weights: of vectors, of words; curvature of vectors, of both, of words
 *             count    numbered categories, "none" included
 *             count    distinct words counted
 *             double   documents
 *             double   total words of the documents
 *             double   uses of words in documents without a category
 * </pre>
 */
public final class StatisticsLayout {
    public static final Serde<ArticleStatisticsState> STORED =
            new BinarySerde<>("article statistics", 4, StatisticsLayout::writeState, StatisticsLayout::readState);

    /**
     * Largest accepted dimension of the mean vector; a larger one is malformed. Every vector of Freshet is shorter. A
     * corrupt dimension cannot overflow the size of the scatter.
     */
    private static final int DIMENSION_MAX = 4096;

    /**
     * Upper bound in bytes on the size of a stored category without its vector. A name has up to 128 characters of
     * three bytes each; its numbers take the rest.
     */
    private static final long CATEGORY_BYTES_MAX = 3 * Limits.LABEL_CHARS_MAX + 32;

    private static final long REST_BYTES_MAX = 256;

    private StatisticsLayout() {}

    /**
     * Upper bound on the size of a stored {@link ArticleStatisticsState}, in bytes.
     *
     * @param dimension dimension of the mean
     * @param categories number of categories
     */
    public static long storedBytesMax(long dimension, long categories) {
        return REST_BYTES_MAX
                + 4 * dimension
                + 2 * dimension * (dimension + 1)
                + categories * (4 * dimension + CATEGORY_BYTES_MAX);
    }

    public static void write(ArticleStatistics statistics, ByteWriter out) {
        out.writeCount(statistics.version());
        out.writeCount(statistics.articles());
        out.writeVector(statistics.mean());
        out.writeDouble(statistics.documents());
        out.writeDouble(statistics.wordCount());
        Optional<CategoryClassifier> rule = statistics.categoryClassifier();
        out.writeBoolean(rule.isPresent());
        rule.ifPresent(present -> {
            writeDiscriminant(present.discriminant(), out);
            writeEvidence(present.evidence(), out);
        });
    }

    public static ArticleStatistics read(ByteReader in) {
        long version = in.readCount();
        long articles = in.readCount();
        FloatVector mean = readMean(in);
        double documents = in.readDouble();
        double words = in.readDouble();
        return new ArticleStatistics(
                version, articles, mean, documents, words, in.readBoolean() ? readRule(mean.dimension(), in) : null);
    }

    private static CategoryClassifier readRule(int dimension, ByteReader in) {
        CategoryDiscriminant discriminant = readDiscriminant(dimension, in);
        return new CategoryClassifier(
                discriminant, readEvidence(discriminant.names().size(), in));
    }

    private static void writeDiscriminant(CategoryDiscriminant discriminant, ByteWriter out) {
        out.writeTexts(discriminant.names());
        out.writeFloats(discriminant.biases());
        out.writeFloats(discriminant.weights());
    }

    private static CategoryDiscriminant readDiscriminant(int dimension, ByteReader in) {
        List<String> names = in.readTexts();
        float[] biases = in.readFloats(names.size());
        float[] weights = in.readFloats((long) names.size() * dimension);
        return new CategoryDiscriminant(names, dimension, weights, biases);
    }

    private static void writeEvidence(CategoryNaiveBayes evidence, ByteWriter out) {
        for (int number : evidence.numbers()) {
            out.writeCount(number);
        }
        out.writeFloats(evidence.uses());
        out.writeDouble(evidence.usesTotal());
        out.writeCount(evidence.wordsKnown());
        out.writeDouble(evidence.weight());
    }

    private static CategoryNaiveBayes readEvidence(int categories, ByteReader in) {
        int[] numbers = new int[categories];
        for (int index = 0; index < categories; index++) {
            numbers[index] = in.readCount(Integer.MAX_VALUE);
        }
        return new CategoryNaiveBayes(
                numbers, in.readFloats(categories), in.readDouble(), in.readCount(Integer.MAX_VALUE), in.readDouble());
    }

    private static void writeState(ArticleStatisticsState state, ByteWriter out) {
        out.writeCount(state.version());
        out.writeDouble(state.articles());
        out.writeVector(state.mean());
        out.writeList(state.categories(), StatisticsLayout::writeCategory);
        out.writeFloats(state.scatter());
        PosteriorCalibration.State weights = state.weights();
        out.writeDouble(weights.vectors());
        out.writeDouble(weights.words());
        out.writeDouble(weights.curvatureVectors());
        out.writeDouble(weights.curvatureBoth());
        out.writeDouble(weights.curvatureWords());
        out.writeCount(state.words().nextCategoryNumber());
        out.writeCount(state.words().known());
        out.writeDouble(state.words().documents());
        out.writeDouble(state.words().wordCount());
        out.writeDouble(state.words().unlabelledUses());
    }

    private static ArticleStatisticsState readState(ByteReader in) {
        long version = in.readCount();
        double articles = in.readDouble();
        FloatVector mean = readMean(in);
        int dimension = mean.dimension();
        return new ArticleStatisticsState(
                version,
                articles,
                mean,
                in.readList(StatisticsLayout::readCategory),
                in.readFloats(dimension * (dimension + 1) / 2),
                new PosteriorCalibration.State(
                        in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()),
                new ArticleStatisticsState.Words(
                        in.readCount(Integer.MAX_VALUE),
                        in.readCount(Integer.MAX_VALUE),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble()));
    }

    private static void writeCategory(ArticleStatisticsState.Category category, ByteWriter out) {
        out.writeText(category.name());
        out.writeCount(category.number());
        out.writeDouble(category.articles());
        out.writeVector(category.mean());
        out.writeDouble(category.uses());
    }

    private static ArticleStatisticsState.Category readCategory(ByteReader in) {
        return new ArticleStatisticsState.Category(
                in.readText(), in.readCount(Integer.MAX_VALUE), in.readDouble(), in.readVector(), in.readDouble());
    }

    private static FloatVector readMean(ByteReader in) {
        FloatVector mean = in.readVector();
        if (mean.dimension() > DIMENSION_MAX) {
            throw in.malformed("dimension is " + mean.dimension() + ", expected at most " + DIMENSION_MAX);
        }
        return mean;
    }
}
