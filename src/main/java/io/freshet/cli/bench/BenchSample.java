package io.freshet.cli.bench;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Cumulative counters of a benchmark at one time, such as clicks committed and CPU time. Two samples differ by the
 * progress and cost of the interval between them.
 *
 * @param nanos time of the sample, by {@link System#nanoTime()}
 * @param clicksSent clicks sent so far
 * @param clicksCommitted clicks processed and committed so far
 * @param instanceCpu CPU time of all instances
 * @param brokerCpu CPU time of the broker
 * @param bytes log size of each topic, by full topic name
 * @param offsets end offset of each topic, by full topic name
 */
record BenchSample(
        long nanos,
        long clicksSent,
        long clicksCommitted,
        Duration instanceCpu,
        Duration brokerCpu,
        Map<String, Long> bytes,
        Map<String, Long> offsets) {

    double secondsSince(BenchSample before) {
        return (nanos - before.nanos) / 1e9;
    }

    /** Throughput since an earlier sample, in committed clicks per second. */
    double clicksPerSecondSince(BenchSample before) {
        return (clicksCommitted - before.clicksCommitted) / secondsSince(before);
    }

    double instanceCpuMicrosSince(BenchSample before) {
        return instanceCpu.minus(before.instanceCpu).toNanos() / 1e3;
    }

    double brokerCpuMicrosSince(BenchSample before) {
        return brokerCpu.minus(before.brokerCpu).toNanos() / 1e3;
    }

    /** Growth of the logs of the selected topics since an earlier sample, bytes; NaN if a log shrank by compaction. */
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
