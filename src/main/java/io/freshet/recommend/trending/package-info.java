/**
 * Most-read lists of the last hour, day and week, overall and per category.
 *
 * <p>Start with {@link io.freshet.recommend.trending.TrendingBoard}, which counts the reads published by the owners of
 * articles ({@link io.freshet.recommend.item.ArticlePopularity}) and returns the lists that changed.
 * {@link io.freshet.recommend.trending.ReadHistory} is the stored history of one article.
 *
 * <p>Owned by one task. May use {@code recommend.decay}, {@code recommend.item}, {@code recommend.settings} and
 * {@code event}.
 */
@NullMarked
package io.freshet.recommend.trending;

import org.jspecify.annotations.NullMarked;
