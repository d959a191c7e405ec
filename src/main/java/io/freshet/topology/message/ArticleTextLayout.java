package io.freshet.topology.message;

import io.freshet.codec.binary.BinarySerde;
import io.freshet.codec.binary.ByteReader;
import io.freshet.codec.binary.ByteWriter;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of the values of the store {@code article-texts}, written with {@link ByteWriter}.
 *
 * <pre>
 * byte     version: 2
 * count    statisticsArticles
 * long     fingerprint
 * bytes    the accepted article, JSON
 * </pre>
 *
 * <p>Before version 2 the value was the JSON alone. JSON begins with a brace, white space or the byte order mark of
 * UTF-8. None of these bytes is a version, so the first byte tells the two layouts apart.
 */
final class ArticleTextLayout {
    private static final Set<Integer> JSON_STARTS =
            Set.of((int) '{', (int) ' ', (int) '\t', (int) '\r', (int) '\n', 0xef);

    static final Serde<ArticleText> VALUE = serde();

    private ArticleTextLayout() {}

    private static Serde<ArticleText> serde() {
        BinarySerde<ArticleText> serde =
                new BinarySerde<>("article text", 2, ArticleTextLayout::write, ArticleTextLayout::read);
        for (int first : JSON_STARTS) {
            serde = serde.withFormerVersion(first, in -> readFormer(first, in));
        }
        return serde;
    }

    private static void write(ArticleText text, ByteWriter out) {
        out.writeCount(text.statisticsArticles());
        out.writeLong(text.fingerprint());
        out.writeBytes(text.json());
    }

    private static ArticleText read(ByteReader in) {
        long statisticsArticles = in.readCount();
        long basis = in.readLong();
        return new ArticleText(in.readBytes(), statisticsArticles, basis);
    }

    /** Reads a value in the layout before version 2, JSON alone, whose first byte {@code first} was already read. */
    private static ArticleText readFormer(int first, ByteReader in) {
        byte[] rest = in.readRest();
        byte[] json = new byte[rest.length + 1];
        json[0] = (byte) first;
        System.arraycopy(rest, 0, json, 1, rest.length);
        return new ArticleText(json, 0, 0);
    }
}
