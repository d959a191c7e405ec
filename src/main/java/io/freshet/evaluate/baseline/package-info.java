/**
 * Published and naive algorithms that Freshet is compared with.
 *
 * <p>Start with {@link io.freshet.evaluate.baseline.Baseline} (popularity, followers). Session-based algorithms read
 * {@link io.freshet.evaluate.baseline.ReadingLog}: {@link io.freshet.evaluate.baseline.RuleAlgorithms} and
 * {@link io.freshet.evaluate.baseline.SessionNeighbours} with the weights of V-SkNN, STAN and VSTAN. Content-based
 * algorithms are {@link io.freshet.evaluate.baseline.VectorAlgorithm} and
 * {@link io.freshet.evaluate.baseline.TermAlgorithm}.
 *
 * <p>May use {@code evaluate.algorithm}, {@code evaluate.measure}, {@code recommend} below its root, {@code words},
 * {@code event}, {@code text} and {@code vector}.
 */
@NullMarked
package io.freshet.evaluate.baseline;

import org.jspecify.annotations.NullMarked;
