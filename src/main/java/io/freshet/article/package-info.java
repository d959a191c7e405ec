/**
 * Derives what an article is about from its text: language, keywords, vector and category.
 *
 * <p>Start with {@link io.freshet.article.ArticleUnderstanding}, article in,
 * {@link io.freshet.article.UnderstoodArticle} out. {@code TextRank}, {@code Keywords} and {@code ArticleVectors} are
 * its steps. Understanding reads {@link io.freshet.article.CorpusStatistics}, which one
 * {@link io.freshet.article.LanguageStatisticsLearner} learns from the articles of the stream and publishes to all
 * instances.
 *
 * <p>{@code article.category} infers categories. RATIONALE.md beside this file holds the decisions and their evidence.
 * May use {@code words}, {@code words.phrase}, {@code article.category}, {@code event}, {@code text} and
 * {@code vector}.
 */
@NullMarked
package io.freshet.article;

import org.jspecify.annotations.NullMarked;
