package io.freshet.cli.run;

import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.web.port.InstanceTotals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Collects the measurements that the live page shows: totals that survive a restart, and latencies from click to list
 * over the last seconds. Totals are saved in the state directory every five seconds and on close: a crash loses a few
 * seconds of counts, and a reset of the state deletes the totals. Thread-safe.
 */
final class DashboardMeasurements implements Measurements, AutoCloseable {
    private static final Duration SAVE_INTERVAL = Duration.ofSeconds(5);
    private static final String FILE = "page-totals.properties";
    private static final long MILLIS_MAX = Duration.ofHours(1).toMillis();
    private static final long WINDOW_NANOS = Duration.ofSeconds(2).toNanos();

    private final LongAdder articles = new LongAdder();
    private final LongAdder clicks = new LongAdder();
    private final LongAdder lists = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final Map<String, LongAdder> totalByName =
            Map.of("articles", articles, "clicks", clicks, "lists", lists, "dead-letters", rejected);
    private final TotalsFile file;
    private final ScheduledExecutorService saver = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "freshet-page-totals");
        thread.setDaemon(true);
        return thread;
    });
    private Map<String, Long> saved;
    private final AtomicLong liveArticles = new AtomicLong();
    private final Recorder clickToListMillis = new Recorder(MILLIS_MAX, 2);
    private Histogram window = clickToListMillis.getIntervalHistogram();
    private long windowEndsNanos = System.nanoTime() + WINDOW_NANOS;

    /**
     * Reads the saved totals and starts to save them periodically.
     *
     * @param directory state directory of this instance
     */
    DashboardMeasurements(Path directory) {
        file = new TotalsFile(directory.resolve(FILE));
        saved = file.read();
        totalByName.forEach((name, total) -> total.add(saved.getOrDefault(name, 0L)));
        var unused = saver.scheduleWithFixedDelay(
                this::save, SAVE_INTERVAL.toMillis(), SAVE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops the periodic saves and saves the totals once more. */
    @Override
    public void close() {
        saver.shutdownNow();
        save();
    }

    private synchronized void save() {
        Map<String, Long> now = new TreeMap<>();
        totalByName.forEach((name, total) -> now.put(name, total.sum()));
        if (!now.equals(saved)) {
            file.write(now);
            saved = now;
        }
    }

    /**
     * Current totals, and percentiles of the recent latency from click to list; the percentiles are empty if no click
     * was answered recently. Recent means the last completed window, which spans at least two seconds between two
     * calls.
     */
    synchronized InstanceTotals totals() {
        long nowNanos = System.nanoTime();
        // Several pages poll every second; a poll must not shorten the window of the next.
        if (nowNanos - windowEndsNanos >= 0) {
            window = clickToListMillis.getIntervalHistogram(window);
            windowEndsNanos = nowNanos + WINDOW_NANOS;
        }
        return new InstanceTotals(
                articles.sum(),
                clicks.sum(),
                lists.sum(),
                rejected.sum(),
                liveArticles.get(),
                percentile(50),
                percentile(99));
    }

    private OptionalDouble percentile(double percent) {
        return window.getTotalCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) window.getValueAtPercentile(percent));
    }

    @Override
    public void record(Measurement measurement) {
        if (measurement instanceof Measurement.EventProcessed event) {
            count(event);
        } else if (measurement instanceof Measurement.EventRejected) {
            rejected.increment();
        } else if (measurement instanceof Measurement.ListSent) {
            lists.increment();
        } else if (measurement instanceof Measurement.ClickToList latency) {
            clickToListMillis.recordValue(Math.max(0, Math.min(latency.millis(), MILLIS_MAX)));
        } else if (measurement instanceof Measurement.CatalogueSize size) {
            liveArticles.set(size.articles());
        }
    }

    private void count(Measurement.EventProcessed event) {
        if (event.outcome() != Measurement.Outcome.ACCEPTED) {
            return;
        }
        if (event.input().equals("articles")) {
            articles.increment();
        } else if (event.input().equals("clicks")) {
            clicks.increment();
        }
    }
}
