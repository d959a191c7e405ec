/**
 * Command {@code evaluate}: offline evaluation of recommendation algorithms on a recorded data set, without Kafka.
 *
 * <p>Start with {@link io.freshet.cli.evaluate.EvaluateCommand} for the options.
 * {@link io.freshet.cli.evaluate.AlgorithmOptions} selects algorithms and ablations,
 * {@link io.freshet.cli.evaluate.EvaluationRun} feeds the data set to the evaluations; the report goes to the terminal,
 * to JSON and to an HTML page. {@link io.freshet.cli.evaluate.ReportTemplate} renders the pages of this command and of
 * {@code bench}. The metrics themselves are computed in {@code evaluate}; data sets are read by {@code dataset}.
 */
@NullMarked
package io.freshet.cli.evaluate;

import org.jspecify.annotations.NullMarked;
