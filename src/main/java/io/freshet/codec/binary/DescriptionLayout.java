package io.freshet.codec.binary;

import io.freshet.event.CategoryTag;
import io.freshet.event.Keyword;
import io.freshet.recommend.item.ArticleDescription;

/**
 * Byte layout of {@link ArticleDescription}: title, category, keywords and vector of an announced article.
 * {@link ByteWriter} defines the types named below.
 *
 * <pre>
 * text     articleId
 * text     title
 * text     language
 * byte     1 if a category follows: text name, double confidence, byte given; else 0
 * text?    source
 * integer  publishedAtMillis
 * integer  expiresAtMillis
 * list     keywords: text, double weight
 * vector   content
 * </pre>
 */
public final class DescriptionLayout {

    private DescriptionLayout() {}

    public static void write(ArticleDescription description, ByteWriter out) {
        out.writeText(description.articleId());
        out.writeText(description.title());
        out.writeText(description.language());
        CategoryTag category = description.category();
        out.writeBoolean(category != null);
        if (category != null) {
            out.writeText(category.name());
            out.writeDouble(category.confidence());
            out.writeBoolean(category.given());
        }
        out.writeOptionalText(description.source());
        out.writeInteger(description.publishedAtMillis());
        out.writeInteger(description.expiresAtMillis());
        out.writeList(description.keywords(), DescriptionLayout::writeKeyword);
        out.writeVector(description.content());
    }

    public static ArticleDescription read(ByteReader in) {
        String articleId = in.readText();
        String title = in.readText();
        String language = in.readText();
        CategoryTag category =
                in.readBoolean() ? new CategoryTag(in.readText(), in.readDouble(), in.readBoolean()) : null;
        String source = in.readOptionalText();
        long publishedAtMillis = in.readInteger();
        return ArticleDescription.builder(articleId, title, language, publishedAtMillis)
                .category(category)
                .source(source)
                .expiresAtMillis(in.readInteger())
                .keywords(in.readList(DescriptionLayout::readKeyword))
                .content(in.readVector())
                .build();
    }

    private static void writeKeyword(Keyword keyword, ByteWriter out) {
        out.writeText(keyword.text());
        out.writeDouble(keyword.weight());
    }

    private static Keyword readKeyword(ByteReader in) {
        return new Keyword(in.readText(), in.readDouble());
    }
}
