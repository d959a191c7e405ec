/**
 * The recommender: pure classes that serve live lists, requests and evaluation alike.
 *
 * <p>Start at {@link io.freshet.recommend.ReaderService} for a click and its list and at {@link
 * io.freshet.recommend.ArticleService} for an article. {@link io.freshet.recommend.Recommender} makes one list:
 * candidates, scores, lines. The packages below: {@code item} (what readers teach about an article), {@code reader} (state
 * of a reader), {@code catalogue} (all live articles in memory), {@code rank} (candidates, features, rankers), {@code
 * list} (lines and reasons), {@code trending}, {@code decay} (decayed counts and time) and {@code settings}.
 *
 * <p>RATIONALE.md beside this file gives the decisions and their evidence. Knows no Kafka, HTTP, JSON or metrics.
 */
@NullMarked
package io.freshet.recommend;

import org.jspecify.annotations.NullMarked;
