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
import java.util.stream.DoubleStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each instance says of its memory, in bytes, and of its rankers; a list is empty where it is not known.
 *
 * @param resident as the operating system sees it
 * @param heapUsed garbage included
 * @param heapLive what was left by the last collection that looked at all of it
 * @param nativeStores memory of RocksDB outside the heap: block cache and write buffers
 * @param rankersInUse reader tasks whose lists a learned ranker makes, in which case they cost what they cost in the long run
 */
record BenchMemory(
        List<Double> resident,
        List<Double> heapUsed,
        List<Double> heapLive,
        List<Double> nativeStores,
        List<Double> rankersInUse) {
    private static final Logger LOG = LoggerFactory.getLogger(BenchMemory.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Asks the operating system, and each instance that has metrics. */
    static BenchMemory of(BenchStand stand) throws IOException, InterruptedException {
        List<Double> resident = stand.handles().stream()
                .map(ProcessUsage::residentBytes)
                .filter(bytes -> bytes.isPresent())
                .map(bytes -> (double) bytes.getAsLong())
                .toList();
        if (!stand.subject().isFreshet()) {
            return new BenchMemory(resident, List.of(), List.of(), List.of(), List.of());
        }
        List<String> scrapes = new ArrayList<>();
        HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        for (String page : stand.pages()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(page).resolve("/metrics"))
                    .timeout(TIMEOUT)
                    .build();
            try {
                scrapes.add(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
            } catch (HttpTimeoutException busy) {
                LOG.warn("an instance did not show its metrics within {} s; they are left out", TIMEOUT.toSeconds());
            }
        }
        return new BenchMemory(
                resident,
                sums(scrapes, "jvm_memory_used_bytes{area=\"heap\""),
                sums(scrapes, "jvm_gc_live_data_size_bytes"),
                scrapes.stream()
                        .map(scrape -> largest(scrape, "kafka_stream_state_block_cache_usage")
                                + sum(scrape, "kafka_stream_state_size_all_mem_tables"))
                        .toList(),
                sums(scrapes, "freshet_ranker_in_use{"));
    }

    private static List<Double> sums(List<String> scrapes, String series) {
        return scrapes.stream().map(scrape -> sum(scrape, series)).toList();
    }

    private static double sum(String scrape, String series) {
        return values(scrape, series).sum();
    }

    /** Every store reports the one cache that all share. */
    private static double largest(String scrape, String series) {
        return values(scrape, series).max().orElse(0);
    }

    private static DoubleStream values(String scrape, String series) {
        return scrape.lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
    }
}
