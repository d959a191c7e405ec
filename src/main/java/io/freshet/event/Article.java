package io.freshet.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An article as announced by its publisher. A later announcement with the same id replaces the earlier one. Articles
 * are built with {@link #builder}, so that a new optional field changes no caller.
 *
 * @param id the publisher's identifier, at most {@link Limits#ID_CHARS_MAX} characters
 * @param title the headline, not blank, at most {@link Limits#TITLE_CHARS_MAX} characters
 * @param body the text below the headline, at most {@link Limits#BODY_CHARS_MAX} characters; may be empty
 * @param category the publisher's category; null to infer the category
 * @param tags the publisher's tags, at most {@link Limits#TAGS_MAX}
 * @param language a BCP 47 tag such as {@code en} or {@code zh}; null to detect the language
 * @param source the publishing source; lists are diversified by source
 * @param url the web address of the article
 * @param publishedAtMillis time of publication, epoch milliseconds
 * @param expiresAtMillis time from which no list has the article, epoch milliseconds; {@link #NEVER} for no expiry
 */
public record Article(
        String id,
        String title,
        String body,
        @Nullable String category,
        List<String> tags,
        @Nullable String language,
        @Nullable String source,
        @Nullable String url,
        long publishedAtMillis,
        long expiresAtMillis) {

    /** Expiry time of an article that never expires. */
    public static final long NEVER = Long.MAX_VALUE;

    public Article {
        Limits.id("id", id);
        if (title.isBlank()) {
            throw new IllegalArgumentException("title is blank");
        }
        Limits.length("title", title, Limits.TITLE_CHARS_MAX);
        Limits.length("body", body, Limits.BODY_CHARS_MAX);
        tags = List.copyOf(tags);
        Limits.size("tags", tags, Limits.TAGS_MAX);
        tags.forEach(tag -> Limits.label("tags", tag));
        if (category != null) {
            Limits.label("category", category);
        }
        if (language != null) {
            Limits.label("language", language);
        }
        if (source != null) {
            Limits.id("source", source);
        }
        if (url != null) {
            Limits.text("url", url, Limits.URL_CHARS_MAX);
        }
        if (expiresAtMillis < publishedAtMillis) {
            throw new IllegalArgumentException(
                    "expiresAt " + expiresAtMillis + " is before publishedAt " + publishedAtMillis);
        }
    }

    /** Builder of an article with an empty body, no tags, no expiry and no other optional field. */
    public static Builder builder(String id, String title, long publishedAtMillis) {
        return new Builder(id, title, publishedAtMillis);
    }

    /** Builder that starts with the fields of this article. */
    public Builder toBuilder() {
        return builder(id, title, publishedAtMillis)
                .body(body)
                .category(category)
                .tags(tags)
                .language(language)
                .source(source)
                .url(url)
                .expiresAtMillis(expiresAtMillis);
    }

    /** Collects the fields of an article; {@link #build} checks them. */
    public static final class Builder {
        private final String id;
        private final String title;
        private long publishedAtMillis;
        private String body = "";
        private @Nullable String category;
        private List<String> tags = List.of();
        private @Nullable String language;
        private @Nullable String source;
        private @Nullable String url;
        private long expiresAtMillis = NEVER;

        private Builder(String id, String title, long publishedAtMillis) {
            this.id = id;
            this.title = title;
            this.publishedAtMillis = publishedAtMillis;
        }

        public Builder publishedAtMillis(long value) {
            publishedAtMillis = value;
            return this;
        }

        public Builder body(String value) {
            body = value;
            return this;
        }

        public Builder category(@Nullable String value) {
            category = value;
            return this;
        }

        public Builder tags(List<String> value) {
            tags = value;
            return this;
        }

        public Builder language(@Nullable String value) {
            language = value;
            return this;
        }

        public Builder source(@Nullable String value) {
            source = value;
            return this;
        }

        public Builder url(@Nullable String value) {
            url = value;
            return this;
        }

        public Builder expiresAtMillis(long value) {
            expiresAtMillis = value;
            return this;
        }

        /**
         * Creates the article and checks its fields.
         *
         * @throws IllegalArgumentException if a field exceeds its {@linkplain Limits limit}, or the expiry is before
         *     the publication
         */
        public Article build() {
            return new Article(
                    id, title, body, category, tags, language, source, url, publishedAtMillis, expiresAtMillis);
        }
    }
}
