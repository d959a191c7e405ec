package io.freshet.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An article as its publisher announced it. A later announcement with the same id corrects the earlier one.
 *
 * @param id the publisher's identifier, at most {@link Limits#ID_CHARS_MAX} characters
 * @param title the headline, not blank, at most {@link Limits#TITLE_CHARS_MAX} characters
 * @param body the text below the headline, empty if there is none, at most {@link Limits#BODY_CHARS_MAX} characters
 * @param category the publisher's category, or null to have it inferred
 * @param tags the publisher's tags, at most {@link Limits#TAGS_MAX}
 * @param language a BCP 47 tag such as {@code en} or {@code zh}, or null to have it detected
 * @param source who published it, used to mix sources in a list
 * @param url where it can be read
 * @param publishedAtMillis when it was published, in epoch milliseconds
 * @param expiresAtMillis when it leaves every list, in epoch milliseconds; {@link #NEVER} if it does not
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

    /** The expiry of an article that does not expire. */
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
}
