package io.freshet.topology.message;

import io.freshet.codec.binary.BinarySerde;
import io.freshet.codec.binary.ByteReader;
import io.freshet.codec.binary.ByteWriter;
import io.freshet.recommend.item.ArticlePopularity;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of the values of the topic {@code article-popularity}, written with {@link ByteWriter}.
 *
 * <pre>
 * byte     version: 1
 * text     articleId
 * text?    category
 * integer  bucketStartMillis
 * count    clicks
 * </pre>
 */
final class ArticlePopularityLayout {
    static final Serde<ArticlePopularity> VALUE =
            new BinarySerde<>("article's popularity", 1, ArticlePopularityLayout::write, ArticlePopularityLayout::read);

    private ArticlePopularityLayout() {}

    private static void write(ArticlePopularity popularity, ByteWriter out) {
        out.writeText(popularity.articleId());
        out.writeOptionalText(popularity.category());
        out.writeInteger(popularity.bucketStartMillis());
        out.writeCount(popularity.clicks());
    }

    private static ArticlePopularity read(ByteReader in) {
        return new ArticlePopularity(in.readText(), in.readOptionalText(), in.readInteger(), in.readCount());
    }
}
