package io.freshet.codec;

import io.freshet.embedding.ArticleStatistics;
import io.freshet.embedding.ArticleStatisticsState;
import io.freshet.embedding.CategoryDiscriminant;
import io.freshet.vector.FloatVector;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/**
 * {@link ArticleStatistics} as published and {@link ArticleStatisticsState} as stored, in the primitives of
 * {@link ByteWriter}; d is the dimension of the mean.
 *
 * <pre>
 * published:  count    version
 *             count    articles
 *             vector   mean
 *             byte     1 if a discriminant follows, else 0
 *             list     discriminant: text name of each category, c of them
 *             float    discriminant: bias, c times
 *             float    discriminant: weight, c d times, one category after the other
 *
 * stored:     byte     version: 2
 *             count    version of the statistics published last
 *             double   articles
 *             vector   mean
 *             list     categories: text name, double articles, vector mean
 *             float    scatter, d (d + 1) / 2 times: the lower triangle, row by row
 *             double   temperature: inverse
 *             double   temperature: curvature
 * </pre>
 */
final class StatisticsLayout {
    static final Serde<ArticleStatisticsState> STORED =
            new BinarySerde<>("article statistics", 2, StatisticsLayout::writeState, StatisticsLayout::readState);

    /** No vector of ours is longer; a damaged one must not overflow the size of the scatter. */
    private static final int DIMENSION_MAX = 4096;

    private StatisticsLayout() {}

    static void write(ArticleStatistics statistics, ByteWriter out) {
        out.writeCount(statistics.version());
        out.writeCount(statistics.articles());
        out.writeVector(statistics.mean());
        Optional<CategoryDiscriminant> discriminant = statistics.discriminant();
        out.writeBoolean(discriminant.isPresent());
        discriminant.ifPresent(present -> {
            out.writeTexts(present.names());
            out.writeFloats(present.biases());
            out.writeFloats(present.weights());
        });
    }

    static ArticleStatistics read(ByteReader in) {
        long version = in.readCount();
        long articles = in.readCount();
        FloatVector mean = readMean(in);
        return new ArticleStatistics(
                version, articles, mean, in.readBoolean() ? readDiscriminant(mean.dimension(), in) : null);
    }

    private static CategoryDiscriminant readDiscriminant(int dimension, ByteReader in) {
        List<String> names = in.readTexts();
        float[] biases = in.readFloats(names.size());
        float[] weights = in.readFloats(Math.multiplyExact(names.size(), dimension));
        return new CategoryDiscriminant(names, dimension, weights, biases);
    }

    private static void writeState(ArticleStatisticsState state, ByteWriter out) {
        out.writeCount(state.version());
        out.writeDouble(state.articles());
        out.writeVector(state.mean());
        out.writeList(state.categories(), StatisticsLayout::writeCategory);
        out.writeFloats(state.scatter());
        out.writeDouble(state.temperature().inverse());
        out.writeDouble(state.temperature().curvature());
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
                new ArticleStatisticsState.Temperature(in.readDouble(), in.readDouble()));
    }

    private static void writeCategory(ArticleStatisticsState.Category category, ByteWriter out) {
        out.writeText(category.name());
        out.writeDouble(category.articles());
        out.writeVector(category.mean());
    }

    private static ArticleStatisticsState.Category readCategory(ByteReader in) {
        return new ArticleStatisticsState.Category(in.readText(), in.readDouble(), in.readVector());
    }

    private static FloatVector readMean(ByteReader in) {
        FloatVector mean = in.readVector();
        if (mean.dimension() > DIMENSION_MAX) {
            throw in.malformed("dimension is " + mean.dimension() + ", expected at most " + DIMENSION_MAX);
        }
        return mean;
    }
}
