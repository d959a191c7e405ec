package io.freshet.cli.bench;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Running totals at one moment of a benchmark; what lies between two of them is what a repeat cost.
 *
 * @param nanos when, by {@link System#nanoTime()}
 * @param clicksSent by the load
 * @param clicksFinished read, worked off and committed
 * @param instances processor time of all instances
 * @param broker processor time of the broker
 * @param bytes of each topic's log, by full name
 * @param offsets of each topic, by full name
 */
record BenchSample(
        long nanos,
        long clicksSent,
        long clicksFinished,
        Duration instances,
        Duration broker,
        Map<String, Long> bytes,
        Map<String, Long> offsets) {

    double secondsSince(BenchSample before) {
        return (nanos - before.nanos) / 1e9;
    }

    /** Clicks finished in a second. */
    double clicksPerSecondSince(BenchSample before) {
        return (clicksFinished - before.clicksFinished) / secondsSince(before);
    }

    double instanceMicrosSince(BenchSample before) {
        return instances.minus(before.instances).toNanos() / 1e3;
    }

    double brokerMicrosSince(BenchSample before) {
        return broker.minus(before.broker).toNanos() / 1e3;
    }

    /** Growth of the logs; no number if one of them shrank, because it was compacted meanwhile. */
    double bytesSince(BenchSample before, Predicate<String> topics) {
        boolean compacted = bytes.entrySet().stream()
                .filter(entry -> topics.test(entry.getKey()))
                .anyMatch(entry -> entry.getValue() < before.bytes.getOrDefault(entry.getKey(), 0L));
        return compacted ? Double.NaN : difference(bytes, before.bytes, topics);
    }

    double recordsSince(BenchSample before, Predicate<String> topics) {
        return difference(offsets, before.offsets, topics);
    }

    private static double difference(Map<String, Long> now, Map<String, Long> before, Predicate<String> topics) {
        return now.entrySet().stream()
                .filter(entry -> topics.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0L))
                .sum();
    }
}
