package io.freshet.article;

import io.freshet.event.CategoryTag;
import io.freshet.event.Keyword;
import io.freshet.vector.FloatVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Freshet knows of an article from its text alone.
 *
 * @param language the BCP 47 tag given or detected; {@code und} if neither
 * @param statisticsLanguage the language whose statistics it belongs to, see {@link LanguageStatistics#languageByWords}
 * @param keywords strongest first, the strongest with weight 1; empty if the text holds no word worth naming
 * @param rawVector of length 1, what {@link ArticleStatisticsLearner} learns from; empty if no word has a vector
 * @param contentVector of length 1, the raw vector less the mean of all articles: what articles are compared by; empty
 *     if the raw vector is
 * @param category given or inferred, null while it is unknown
 */
public record UnderstoodArticle(
        String language,
        String statisticsLanguage,
        List<Keyword> keywords,
        FloatVector rawVector,
        FloatVector contentVector,
        @Nullable CategoryTag category) {

    public UnderstoodArticle {
        keywords = List.copyOf(keywords);
    }
}
