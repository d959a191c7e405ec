package io.freshet.codec;

import org.apache.kafka.common.serialization.Serde;

/**
 * Values of the topic {@code article-words}, in the primitives of {@link ByteWriter}.
 *
 * <pre>
 * byte     version: 1
 * text     articleId
 * list     sentences: list of text
 * vector   rawVector
 * text?    category
 * integer  publishedAtMillis
 * integer  arrivedAtMillis
 * </pre>
 */
final class ArticleWordsLayout {
    static final Serde<ArticleWords> VALUE =
            new BinarySerde<>("article's words", 1, ArticleWordsLayout::write, ArticleWordsLayout::read);

    private ArticleWordsLayout() {}

    private static void write(ArticleWords words, ByteWriter out) {
        out.writeText(words.articleId());
        out.writeList(words.sentences(), (sentence, bytes) -> bytes.writeTexts(sentence));
        out.writeVector(words.rawVector());
        out.writeOptionalText(words.category());
        out.writeInteger(words.publishedAtMillis());
        out.writeInteger(words.arrivedAtMillis());
    }

    private static ArticleWords read(ByteReader in) {
        return new ArticleWords(
                in.readText(),
                in.readList(ByteReader::readTexts),
                in.readVector(),
                in.readOptionalText(),
                in.readInteger(),
                in.readInteger());
    }
}
