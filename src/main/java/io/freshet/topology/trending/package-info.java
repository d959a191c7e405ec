/**
 * The one task that makes the most-read lists from the running counts of all articles.
 *
 * <p>Start at {@link io.freshet.topology.trending.RankTrendingProcessor}; {@link
 * io.freshet.recommend.trending.TrendingBoard} does the counting.
 */
@NullMarked
package io.freshet.topology.trending;

import org.jspecify.annotations.NullMarked;
