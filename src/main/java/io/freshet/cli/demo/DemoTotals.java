package io.freshet.cli.demo;

/**
 * Counts of events and lists since the start of the demo, and percentiles of the click-to-list latency.
 *
 * @param articles articles sent
 * @param clicks clicks sent
 * @param lists lists emitted
 * @param deadLetters events rejected
 * @param clickToListP50Millis median latency from click to list, milliseconds; 0 without samples
 * @param clickToListP99Millis 99th percentile of the latency from click to list, milliseconds; 0 without samples
 */
record DemoTotals(
        long articles,
        long clicks,
        long lists,
        long deadLetters,
        long clickToListP50Millis,
        long clickToListP99Millis) {}
