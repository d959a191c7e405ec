/**
 * Algorithms under evaluation, and the in-process recommender they run on.
 *
 * <p>Start with {@link io.freshet.evaluate.algorithm.Algorithm}, the interface of everything that is compared, and
 * {@link io.freshet.evaluate.algorithm.InProcessRecommender}, which feeds the classes of the live topology with
 * recorded events. {@link io.freshet.evaluate.algorithm.RankerAlgorithm} and
 * {@link io.freshet.evaluate.algorithm.ListAlgorithm} evaluate Freshet itself;
 * {@link io.freshet.evaluate.algorithm.RecommenderComponent} names the parts that ablations leave out, and
 * {@link io.freshet.evaluate.algorithm.Deployment} simulates several tasks with replication lag.
 *
 * <p>May use {@code evaluate.measure}, all of {@code recommend}, {@code article}, {@code words}, {@code event},
 * {@code text} and {@code vector}.
 */
@NullMarked
package io.freshet.evaluate.algorithm;

import org.jspecify.annotations.NullMarked;
