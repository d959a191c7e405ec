/**
 * Load generators and measurements of the benchmark. This package starts no process.
 *
 * <p>Start with {@link io.freshet.bench.Load}, a stream of articles and clicks, and
 * {@link io.freshet.bench.LatencyRecorder}, which matches clicks and articles with the lists that answer them.
 * {@link io.freshet.bench.Yardstick} is the topology that Freshet is compared with;
 * {@link io.freshet.bench.BenchReport} holds the results. The command {@code bench} drives all of them. The package may
 * use {@code newsroom}, {@code dataset}, {@code codec.contract} and {@code event}.
 */
@NullMarked
package io.freshet.bench;

import org.jspecify.annotations.NullMarked;
