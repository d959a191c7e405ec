package io.freshet.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The T-shaped tags of an article: broad by category, deep by keywords.
 *
 * @param language the BCP 47 tag given or detected; {@code und} if neither
 * @param category null while it is unknown
 * @param keywords strongest first
 */
public record ArticleProfile(
        String articleId,
        String title,
        String language,
        @Nullable CategoryTag category,
        List<Keyword> keywords,
        long publishedAtMillis) {

    public ArticleProfile {
        Limits.id("articleId", articleId);
        keywords = List.copyOf(keywords);
    }
}
