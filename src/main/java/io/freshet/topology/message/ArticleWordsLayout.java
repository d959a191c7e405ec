package io.freshet.topology.message;

import io.freshet.codec.binary.BinarySerde;
import io.freshet.codec.binary.ByteReader;
import io.freshet.codec.binary.ByteWriter;
import io.freshet.text.LanguageDetector;
import io.freshet.text.StreamToken;
import io.freshet.text.TokenGap;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of the values of the topic {@code article-words}, written with {@link ByteWriter}.
 *
 * <pre>
 * byte     version: 3
 * text     articleId
 * text     language (from version 3 on)
 * list     sentences: list of words: byte gap (0 apart, 1 number, 2 spaced, 3 adjacent; from version 2 on), text term
 * vector   rawVector
 * text?    category
 * integer  publishedAtMillis
 * integer  arrivedAtMillis
 * </pre>
 */
final class ArticleWordsLayout {
    static final Serde<ArticleWords> VALUE = new BinarySerde<>(
                    "article's words",
                    3,
                    ArticleWordsLayout::write,
                    in -> read(in, ByteReader::readText, ArticleWordsLayout::readWord))
            // Records of version 2 have no language.
            .withFormerVersion(2, in -> read(in, none -> LanguageDetector.UNDETERMINED, ArticleWordsLayout::readWord))
            // Records of version 1 have no gaps between words either.
            .withFormerVersion(
                    1,
                    in -> read(
                            in,
                            none -> LanguageDetector.UNDETERMINED,
                            word -> new StreamToken(word.readText(), TokenGap.APART)));

    private static final List<TokenGap> JOINTS =
            List.of(TokenGap.APART, TokenGap.NUMBER, TokenGap.SPACED, TokenGap.ADJACENT);

    private ArticleWordsLayout() {}

    private static void write(ArticleWords words, ByteWriter out) {
        out.writeText(words.articleId());
        out.writeText(words.language());
        out.writeList(words.sentences(), (sentence, bytes) -> bytes.writeList(sentence, ArticleWordsLayout::writeWord));
        out.writeVector(words.rawVector());
        out.writeOptionalText(words.category());
        out.writeInteger(words.publishedAtMillis());
        out.writeInteger(words.arrivedAtMillis());
    }

    private static void writeWord(StreamToken word, ByteWriter out) {
        out.writeConstant(JOINTS, word.gap());
        out.writeText(word.term());
    }

    private static StreamToken readWord(ByteReader in) {
        TokenGap joint = in.readConstant(JOINTS);
        return new StreamToken(in.readText(), joint);
    }

    private static ArticleWords read(
            ByteReader in, Function<ByteReader, String> language, Function<ByteReader, StreamToken> word) {
        return new ArticleWords(
                in.readText(),
                language.apply(in),
                in.readList(sentence -> sentence.readList(word)),
                in.readVector(),
                in.readOptionalText(),
                in.readInteger(),
                in.readInteger());
    }
}
