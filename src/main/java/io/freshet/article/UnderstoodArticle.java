package io.freshet.article;

import io.freshet.event.CategoryTag;
import io.freshet.event.Keyword;
import io.freshet.vector.FloatVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Language, keywords, vectors and category derived from the text of an article.
 *
 * @param language given or detected BCP 47 tag; {@code und} if unknown
 * @param statisticsLanguage language to whose statistics the article is assigned, see
 *     {@link CorpusStatistics#languageOf}
 * @param keywords strongest first, the first with weight 1; empty if the text has no word that can be a keyword
 * @param rawVector weighted sum of the article's word vectors, of length 1, from which {@link ArticleStatisticsLearner}
 *     learns; empty if no word has a vector
 * @param contentVector raw vector minus the mean of the language's articles, of length 1, by which articles are
 *     compared; empty if the raw vector is empty or equals the mean
 * @param category given or inferred; null if unknown
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
