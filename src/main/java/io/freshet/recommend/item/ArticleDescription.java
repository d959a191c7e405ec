package io.freshet.recommend.item;

import io.freshet.event.Article;
import io.freshet.event.ArticleProfile;
import io.freshet.event.CategoryTag;
import io.freshet.event.Keyword;
import io.freshet.event.Limits;
import io.freshet.vector.FloatVector;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Data of an announced article that comes from its publisher and its text, not from its readers. This part of a
 * catalogue entry changes when the publisher corrects the article and when it is re-embedded. Descriptions are built
 * with {@link #builder}.
 *
 * @param language BCP 47, {@code und} if unknown
 * @param category null while unknown
 * @param keywords strongest first, at most {@link #KEYWORDS_MAX}
 * @param content the article vector, unit length; {@link FloatVector#empty()} without text or model
 */
public record ArticleDescription(
        String articleId,
        String title,
        String language,
        @Nullable CategoryTag category,
        Publication publication,
        List<Keyword> keywords,
        FloatVector content) {

    /** Maximum number of keywords per article. */
    public static final int KEYWORDS_MAX = 32;

    private static final double SAME_COSINE_MIN = .98;

    public ArticleDescription {
        Limits.id("articleId", articleId);
        Limits.label("language", language);
        keywords = List.copyOf(keywords);
        if (keywords.size() > KEYWORDS_MAX) {
            throw new IllegalArgumentException(
                    "keywords has " + keywords.size() + " entries, more than the limit of " + KEYWORDS_MAX);
        }
        if (!content.isEmpty()) {
            double squaredLength = content.dot(content);
            if (squaredLength != 0 && Math.abs(squaredLength - 1) > 1e-3) {
                throw new IllegalArgumentException("content of " + articleId + " has squared length " + squaredLength
                        + ", expected a unit vector");
            }
        }
    }

    /**
     * Source, publication time and expiry of an article.
     *
     * @param source publisher, null if not given
     * @param publishedAtMillis publication time, epoch milliseconds
     * @param expiresAtMillis expiry, epoch milliseconds; {@link Article#NEVER} if the article does not expire
     */
    public record Publication(@Nullable String source, long publishedAtMillis, long expiresAtMillis) {
        public Publication {
            if (source != null) {
                Limits.id("source", source);
            }
        }
    }

    /** Publisher, null if not given. */
    public @Nullable String source() {
        return publication.source();
    }

    /** Publication time, epoch milliseconds. */
    public long publishedAtMillis() {
        return publication.publishedAtMillis();
    }

    /** Expiry, epoch milliseconds; {@link Article#NEVER} if the article does not expire. */
    public long expiresAtMillis() {
        return publication.expiresAtMillis();
    }

    private boolean hasContentOf(ArticleDescription earlier) {
        if (content.dimension() != earlier.content.dimension()) {
            return false;
        }
        return content.isEmpty() || content.dot(earlier.content) >= SAME_COSINE_MIN;
    }

    /**
     * Whether this description differs from an earlier one in category, keywords or content vector. Content vectors
     * differ if their cosine is below {@value #SAME_COSINE_MIN} or their dimensions are unequal.
     */
    public boolean differsFrom(ArticleDescription earlier) {
        return !hasContentOf(earlier)
                || !Objects.equals(categoryName(), earlier.categoryName())
                || !texts(keywords).equals(texts(earlier.keywords));
    }

    private static Set<String> texts(List<Keyword> keywords) {
        return keywords.stream().map(Keyword::text).collect(Collectors.toSet());
    }

    /** Creates the public profile of the article: title, language, category, keywords and publication time. */
    public ArticleProfile profile() {
        return new ArticleProfile(articleId, title, language, category, keywords, publishedAtMillis());
    }

    /** Name of the category, null while unknown. */
    public @Nullable String categoryName() {
        return category == null ? null : category.name();
    }

    /**
     * Creates a builder with these four fields set; category, source, expiry, keywords and content vector are optional.
     */
    public static Builder builder(String articleId, String title, String language, long publishedAtMillis) {
        return new Builder(articleId, title, language, publishedAtMillis);
    }

    /** Builder that starts with the fields of this description. */
    public Builder toBuilder() {
        return builder(articleId, title, language, publishedAtMillis())
                .category(category)
                .source(source())
                .expiresAtMillis(expiresAtMillis())
                .keywords(keywords)
                .content(content);
    }

    /** Collects the fields of a description; {@link #build} checks them. */
    public static final class Builder {
        private final String articleId;
        private final String title;
        private final String language;
        private final long publishedAtMillis;
        private @Nullable CategoryTag category;
        private @Nullable String source;
        private long expiresAtMillis = Article.NEVER;
        private List<Keyword> keywords = List.of();
        private FloatVector content = FloatVector.empty();

        private Builder(String articleId, String title, String language, long publishedAtMillis) {
            this.articleId = articleId;
            this.title = title;
            this.language = language;
            this.publishedAtMillis = publishedAtMillis;
        }

        public Builder category(@Nullable CategoryTag value) {
            category = value;
            return this;
        }

        public Builder source(@Nullable String value) {
            source = value;
            return this;
        }

        public Builder expiresAtMillis(long value) {
            expiresAtMillis = value;
            return this;
        }

        public Builder keywords(List<Keyword> value) {
            keywords = value;
            return this;
        }

        public Builder content(FloatVector value) {
            content = value;
            return this;
        }

        /**
         * Creates a description with the fields set so far.
         *
         * @throws IllegalArgumentException if an identifier, the language or the keywords exceed their limit, or the
         *     content is not a unit vector
         */
        public ArticleDescription build() {
            return new ArticleDescription(
                    articleId,
                    title,
                    language,
                    category,
                    new Publication(source, publishedAtMillis, expiresAtMillis),
                    keywords,
                    content);
        }
    }
}
