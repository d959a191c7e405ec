package io.freshet.cli.demo;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Counts of events and lists since the start of the demo, and measurements since the previous totals.
 *
 * @param articles articles sent
 * @param clicks clicks sent
 * @param lists lists emitted
 * @param deadLetters events rejected
 * @param clickToList latency from click to list since the previous totals; empty without samples
 * @param ownLanguage share of the lines of lists in the language of their reader since the previous totals, 0 to 1;
 *     empty without lines
 */
record DemoTotals(
        long articles,
        long clicks,
        long lists,
        long deadLetters,
        Optional<Latency> clickToList,
        OptionalDouble ownLanguage) {

    /** Percentiles of a latency, milliseconds. */
    record Latency(long p50Millis, long p99Millis) {}
}
