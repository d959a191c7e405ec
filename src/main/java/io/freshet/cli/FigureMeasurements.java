package io.freshet.cli;

import io.freshet.event.Trigger;
import io.freshet.topology.Measurements;
import io.freshet.web.Figures;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts what the page shows: totals since the start, and click-to-list times of the last moment. Safe from any thread. */
final class FigureMeasurements implements Measurements {
    private static final long MILLIS_MAX = Duration.ofHours(1).toMillis();
    private static final long MOMENT_NANOS = Duration.ofSeconds(2).toNanos();

    private final LongAdder articles = new LongAdder();
    private final LongAdder clicks = new LongAdder();
    private final LongAdder lists = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final AtomicLong liveArticles = new AtomicLong();
    private final Recorder clickToListMillis = new Recorder(MILLIS_MAX, 2);
    private Histogram moment = clickToListMillis.getIntervalHistogram();
    private long momentEndsNanos = System.nanoTime() + MOMENT_NANOS;

    /** What to show now. */
    synchronized Figures figures() {
        long nowNanos = System.nanoTime();
        // Several pages ask every second: the interval must not be cut short for the second one.
        if (nowNanos - momentEndsNanos >= 0) {
            moment = clickToListMillis.getIntervalHistogram(moment);
            momentEndsNanos = nowNanos + MOMENT_NANOS;
        }
        return new Figures(
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
