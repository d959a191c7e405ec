/**
 * Measures of an evaluation and their confidence intervals.
 *
 * <p>Start with {@link io.freshet.evaluate.measure.Measure}, the quality of a list for one click, and
 * {@link io.freshet.evaluate.measure.ImpressionMeasure}, the quality of a ranking of an impression.
 * {@link io.freshet.evaluate.measure.MetricSums} and {@link io.freshet.evaluate.measure.EvaluatedClicks} accumulate
 * sums and counts by group of readers; {@link io.freshet.evaluate.measure.Bootstrap} turns them into means with
 * {@link io.freshet.evaluate.measure.Interval}s.
 *
 * <p>Uses {@code vector} for hashing, nothing else of Freshet.
 */
@NullMarked
package io.freshet.evaluate.measure;

import org.jspecify.annotations.NullMarked;
