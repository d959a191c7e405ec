/**
 * Commands {@code bench} and {@code bench yardstick}: an end-to-end benchmark against a real broker on this machine.
 *
 * <p>Start with {@link io.freshet.cli.bench.BenchCommand} for the options and {@link io.freshet.cli.bench.BenchRun} for
 * the order of a run: broker, yardstick and Freshet are processes of their own, under the same load.
 * {@link io.freshet.cli.bench.LoadSender} sends the load, {@link io.freshet.cli.bench.AnswerReader} records latencies,
 * {@link io.freshet.cli.bench.BenchFigures} computes the results, which go to the terminal, to JSON and to an HTML
 * page. The package builds on {@code bench}, {@code cli}, {@code config}, {@code runtime} and the topic contract.
 */
@NullMarked
package io.freshet.cli.bench;

import org.jspecify.annotations.NullMarked;
