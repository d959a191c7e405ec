/**
 * Evaluation of the recommender on recorded event streams.
 *
 * <p>Start with {@link io.freshet.evaluate.Evaluation}: each click is predicted by lists made before anything learns
 * from the click. {@link io.freshet.evaluate.KnownAlgorithm} names the algorithms that can be compared,
 * {@link io.freshet.evaluate.EvaluationSettings} the protocol, and {@link io.freshet.evaluate.EvaluationReport} the
 * results. {@link io.freshet.evaluate.CategoryTrial} and {@link io.freshet.evaluate.KeywordTrial} evaluate article
 * understanding.
 *
 * <p>Runs the classes of {@code recommend} in one process, without Kafka. May use the packages below it,
 * {@code recommend}, {@code article}, {@code words}, {@code event}, {@code text} and {@code vector}.
 */
@NullMarked
package io.freshet.evaluate;

import org.jspecify.annotations.NullMarked;
