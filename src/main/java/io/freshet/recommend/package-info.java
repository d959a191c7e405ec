/**
 * The recommender as computation without I/O such as Kafka or HTTP, shared by live serving and evaluation.
 *
 * <p>Start at {@link io.freshet.recommend.ReaderService} for a click and its list and at
 * {@link io.freshet.recommend.ArticleService} for an article. {@link io.freshet.recommend.Recommender} makes one list:
 * candidates, scores, items. The packages below: {@code item} (learned state of an article), {@code reader} (state of a
 * reader), {@code catalogue} (all live articles in memory), {@code rank} (candidates, features, rankers), {@code list}
 * (items and reasons), {@code trending} (most-read lists), {@code decay} (decayed counts and time) and
 * {@code settings}.
 *
 * <p>RATIONALE.md beside this file gives the decisions and their evidence. The packages use no Kafka, HTTP, JSON or
 * metrics.
 */
@NullMarked
package io.freshet.recommend;

import org.jspecify.annotations.NullMarked;
