package io.freshet.cli.run;

import io.freshet.event.Trigger;
import io.freshet.topology.context.Measurements;
import io.freshet.web.port.InstanceTotals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
 * Counts what the page shows: totals that survive a restart, and click-to-list times of the last moment. Totals are saved
 * beside the state they tell of, every few seconds and at the end, so that a crash loses a few seconds of them and a reset
 * all. Safe from any thread.
 */
final class FigureMeasurements implements Measurements, AutoCloseable {
    private static final Duration SAVE_EVERY = Duration.ofSeconds(5);
    private static final String FILE = "page-totals.properties";
    private static final long MILLIS_MAX = Duration.ofHours(1).toMillis();
    private static final long MOMENT_NANOS = Duration.ofSeconds(2).toNanos();

    private final LongAdder articles = new LongAdder();
    private final LongAdder clicks = new LongAdder();
    private final LongAdder lists = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final Map<String, LongAdder> totals =
            Map.of("articles", articles, "clicks", clicks, "lists", lists, "dead-letters", rejected);
    private final TotalsFile file;
    private final ScheduledExecutorService saving = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "freshet-page-totals");
        thread.setDaemon(true);
        return thread;
    });
    private Map<String, Long> saved;
    private final AtomicLong liveArticles = new AtomicLong();
    private final Recorder clickToListMillis = new Recorder(MILLIS_MAX, 2);
    private Histogram moment = clickToListMillis.getIntervalHistogram();
    private long momentEndsNanos = System.nanoTime() + MOMENT_NANOS;

    /** @param directory the state of this instance */
    FigureMeasurements(Path directory) {
        file = new TotalsFile(directory.resolve(FILE));
        saved = file.read();
        totals.forEach((name, total) -> total.add(saved.getOrDefault(name, 0L)));
        var unused = saving.scheduleWithFixedDelay(
                this::save, SAVE_EVERY.toMillis(), SAVE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Saves the totals for the last time. */
    @Override
    public void close() {
        saving.shutdownNow();
        save();
    }

    private synchronized void save() {
        Map<String, Long> now = new TreeMap<>();
        totals.forEach((name, total) -> now.put(name, total.sum()));
        if (!now.equals(saved)) {
            file.write(now);
            saved = now;
        }
    }

    /** The figures now. */
    synchronized InstanceTotals figures() {
        long nowNanos = System.nanoTime();
        // Several pages ask every second: the interval must not be cut short for the second one.
        if (nowNanos - momentEndsNanos >= 0) {
            moment = clickToListMillis.getIntervalHistogram(moment);
            momentEndsNanos = nowNanos + MOMENT_NANOS;
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
        return moment.getTotalCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) moment.getValueAtPercentile(percent));
    }

    @Override
    public void eventAccepted(String input) {
        if (input.equals("articles")) {
            articles.increment();
        } else if (input.equals("clicks")) {
            clicks.increment();
        }
    }

    @Override
    public void eventRejected(String input, String reason) {
        rejected.increment();
    }

    @Override
    public void listEmitted(Trigger trigger, long nanos, List<String> articleIds) {
        lists.increment();
    }

    @Override
    public void clickToList(long millis) {
        clickToListMillis.recordValue(Math.max(0, Math.min(millis, MILLIS_MAX)));
    }

    @Override
    public void catalogueSize(int articles) {
        liveArticles.set(articles);
    }
}
