/**
 * Candidate generation and ranking for recommendation lists.
 *
 * <p>Start with {@link io.freshet.recommend.rank.CandidateSources}, which fills
 * {@link io.freshet.recommend.rank.Candidates} with articles and their evidence. A
 * {@link io.freshet.recommend.rank.Ranker} scores them: {@link io.freshet.recommend.rank.FormulaRanker} without
 * learning, {@link io.freshet.recommend.rank.OnlineRanker} with {@code RankingFeatures} and a {@code ScoringNetwork}
 * that learns from every read. {@link io.freshet.recommend.rank.RankerPool} averages the rankers of several tasks.
 *
 * <p>Rankers, candidates and sources are owned by one thread. May use {@code recommend.catalogue},
 * {@code recommend.decay}, {@code recommend.item}, {@code recommend.reader}, {@code recommend.settings} and
 * {@code vector}.
 */
@NullMarked
package io.freshet.recommend.rank;

import org.jspecify.annotations.NullMarked;
