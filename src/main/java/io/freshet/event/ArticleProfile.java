package io.freshet.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Published profile of an article: title, language, category, keywords and time of publication. The category is the
 * broad tag of the article, the keywords are its specific (deep) tags.
 *
 * @param language the BCP 47 tag, given by the publisher or detected; {@code und} if unknown
 * @param category null while the category is unknown
 * @param keywords keywords by descending weight
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
