package io.freshet.cli.bench;

import io.freshet.bench.ProcessUsage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory of the instances as the operating system reports it, and their metrics, read at one time.
 *
 * @param residentBytes resident memory of each process; empty if the system does not report it
 * @param metrics metrics of each instance that answered in time; empty for the yardstick
 */
record BenchMemory(List<Double> residentBytes, List<InstanceMetrics> metrics) {
    private static final Logger LOG = LoggerFactory.getLogger(BenchMemory.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    BenchMemory {
        residentBytes = List.copyOf(residentBytes);
        metrics = List.copyOf(metrics);
    }

    /** Reads resident memory from the operating system and metrics from each Freshet instance. */
    static BenchMemory of(BenchInstances instances) throws IOException, InterruptedException {
        List<Double> residentBytes = instances.handles().stream()
                .map(ProcessUsage::residentBytes)
                .filter(OptionalLong::isPresent)
                .map(bytes -> (double) bytes.getAsLong())
                .toList();
        List<InstanceMetrics> metrics = new ArrayList<>();
        if (instances.system().isFreshet()) {
            HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
            for (String page : instances.pages()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(page).resolve("/metrics"))
                        .timeout(TIMEOUT)
                        .build();
                try {
                    metrics.add(new InstanceMetrics(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body()));
                } catch (HttpTimeoutException busy) {
                    LOG.warn(
                            "metrics of {} were not available within {} s; the report omits them",
                            page,
                            TIMEOUT.toSeconds());
                }
            }
        }
        return new BenchMemory(residentBytes, metrics);
    }

    /**
     * Values of the metric that {@code value} selects, one for each instance; leaves out instances whose metrics were
     * not read within the timeout. Empty for the yardstick, whose metrics are not read.
     */
    List<Double> of(ToDoubleFunction<InstanceMetrics> value) {
        return metrics.stream().map(value::applyAsDouble).toList();
    }

    /** Metrics of one instance, in the Prometheus text format. */
    record InstanceMetrics(String text) {

        /** Used heap, garbage included, bytes. */
        double heapUsedBytes() {
            return values("jvm_memory_used_bytes{area=\"heap\"").sum();
        }

        /** Heap in use after the last full garbage collection, bytes. */
        double heapLiveBytes() {
            return values("jvm_gc_live_data_size_bytes").sum();
        }

        /** Block cache and write buffers of RocksDB, outside the heap, bytes. */
        double rocksDbBytes() {
            return values("freshet_store_memory_bytes").sum();
        }

        /**
         * Number of the instance's partitions that rank lists by a learned ranker; the other partitions rank by a fixed
         * formula. A task that ranks by the formula does not show the cost of continuous operation.
         */
        double learnedRankers() {
            return values("freshet_ranker_in_use{").sum();
        }

        private DoubleStream values(String series) {
            return text.lines()
                    .filter(line -> line.startsWith(series))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
        }
    }
}
