package io.freshet.telemetry;

import org.HdrHistogram.Histogram;

/**
 * Percentiles of a set of durations in milliseconds; all 0 when {@code count} is 0.
 *
 * @param count how many were measured
 */
public record Latencies(long count, long p50Millis, long p90Millis, long p99Millis, long maxMillis) {

    static Latencies of(Histogram histogram) {
        return new Latencies(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getMaxValue());
    }
}
