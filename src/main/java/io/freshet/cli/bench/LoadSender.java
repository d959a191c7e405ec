package io.freshet.cli.bench;

import io.freshet.bench.LatencyRecorder;
import io.freshet.bench.Load;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.cluster.EventSender;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Sends clicks and articles to the system under test, at a fixed rate or at maximum throughput. The yardstick, the
 * minimal topology for comparison, gets clicks only. For one thread.
 */
final class LoadSender {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration DRAIN_MAX = Duration.ofSeconds(90);
    /**
     * Additional time limit per article, beyond {@link #DRAIN_MAX}, for processing the articles published before the
     * first click. Three times the time measured on two cores shared with the broker.
     */
    private static final Duration DRAIN_PER_ARTICLE_MAX = Duration.ofMillis(4);

    private static final Duration FLOOD_LINGER = Duration.ofMillis(5);
    /**
     * Size of the backlog of clicks while sending at maximum throughput, given as the seconds that processing the
     * backlog takes. Large enough for full batches, small enough to drain soon.
     */
    private static final double BACKLOG_SECONDS = .8;

    private static final int BACKLOG_MIN = 1_000;
    private static final int BATCH = 50;
    /**
     * Largest lag, in records, at which a topic counts as fully processed; above 0, because lag includes transaction
     * markers.
     */
    private static final long MARKERS_PER_TOPIC_MAX = 16;

    private final CommandContext context;
    private final BenchPlan plan;
    private final BenchInstances instances;
    private final Load load;
    /**
     * Reading of the monotonic clock, nanoseconds, at the wall-clock time {@link #originMillis}. Event times are
     * derived from both, so that they keep the order in which clicks are due.
     */
    private final long originNanos = System.nanoTime();

    private final long originMillis = System.currentTimeMillis();
    private final Runnable progress;
    private long clicksSent;

    /**
     * Creates a sender of {@code load} to {@code instances}, the running system under test.
     *
     * @param progress called repeatedly while this sends events or waits
     */
    LoadSender(CommandContext context, BenchPlan plan, BenchInstances instances, Load load, Runnable progress) {
        this.context = context;
        this.plan = plan;
        this.instances = instances;
        this.load = load;
        this.progress = progress;
    }

    /**
     * Publishes the articles that precede the first click, and waits until they are processed or a time limit passes.
     * Publishes none if the system under test is the yardstick, which takes clicks only.
     */
    void publishInitialArticles() throws InterruptedException {
        List<Article> articles = load.initialArticles(millis(System.nanoTime()));
        if (instances.system().isFreshet()) {
            try (EventSender sender = new EventSender(instances.settings(), FLOOD_LINGER)) {
                articles.forEach(article -> sender.send(TimedEvent.Announced.of(article)));
                sender.flush();
            }
        }
        awaitDrained(DRAIN_MAX.plus(DRAIN_PER_ARTICLE_MAX.multipliedBy(articles.size())));
    }

    /**
     * Sends clicks and articles at the configured click rate for {@code seconds}, then waits for the lists that answer
     * the clicks. The time is divided into {@code repeats} intervals.
     *
     * @param latency receives the due time of each event
     * @return counters at the start and after each interval
     */
    List<BenchSample> sendAtRate(double seconds, int repeats, LatencyRecorder latency) throws InterruptedException {
        List<Future<BenchSample>> samples = new ArrayList<>();
        double intervalNanos = 1e9 / plan.load().clicksPerSecond();
        long clicks = Math.max(repeats, (long) (seconds * plan.load().clicksPerSecond()));
        try (EventSender sender = new EventSender(instances.settings(), Duration.ZERO)) {
            long startNanos = System.nanoTime();
            for (long click = 0; click < clicks; ) {
                int repeat = (int) (click * repeats / clicks);
                if (repeat == samples.size()) {
                    samples.add(instances.sample(clicksSent));
                    instances.requireAlive();
                }
                long dueNanos = startNanos + (long) (click * intervalNanos);
                awaitNanos(dueNanos);
                TimedEvent event = load.next(millis(dueNanos));
                if (event instanceof TimedEvent.Clicked clicked) {
                    latency.clickDue(clicked.click().userId(), clicked.click().atMillis(), dueNanos, repeat);
                    click++;
                    clicksSent++;
                } else if (event instanceof TimedEvent.Announced announced
                        && instances.system().isFreshet()) {
                    latency.articleDue(announced.article().id(), dueNanos, repeat);
                }
                send(sender, event);
                progress.run();
            }
            sender.flush();
        }
        samples.add(instances.sample(clicksSent));
        await(() -> latency.unansweredClicks() == 0, DRAIN_MAX);
        return BenchInstances.await(samples);
    }

    /**
     * Results of a flood, that is, of sending at maximum throughput: counters for each interval, and overall
     * throughput.
     *
     * @param samples counters at the start and after each repeat
     * @param drainedClicksPerSecond throughput including the time to drain the backlog at the end
     */
    record Flood(List<BenchSample> samples, double drainedClicksPerSecond) {}

    /**
     * Sends at maximum throughput: keeps a backlog of clicks for {@code seconds}, divided into {@code repeats} measured
     * intervals, then waits until the backlog is processed.
     */
    Flood flood(double seconds, int repeats) throws InterruptedException {
        List<Future<BenchSample>> samples = new ArrayList<>();
        double leadNanos = 1e9 * seconds * BenchPlan.FLOOD_LEAD_SHARE;
        long startNanos = System.nanoTime();
        long firstCommitted = instances.clicksCommitted();
        long firstSent = clicksSent;
        long committed = 0;
        double backlog = BACKLOG_MIN;
        try (EventSender sender = new EventSender(instances.settings(), FLOOD_LINGER)) {
            while (samples.size() <= repeats) {
                double elapsedNanos = System.nanoTime() - startNanos;
                if (elapsedNanos >= leadNanos + samples.size() * (1e9 * seconds / repeats)) {
                    samples.add(instances.sample(clicksSent));
                    instances.requireAlive();
                }
                if (clicksSent - firstSent - committed >= backlog) {
                    awaitNanos(System.nanoTime() + 2_000_000);
                    committed = instances.clicksCommitted() - firstCommitted;
                    double rate = committed / Math.max(1e-3, (System.nanoTime() - startNanos) / 1e9);
                    backlog = Math.max(BACKLOG_MIN, rate * BACKLOG_SECONDS);
                } else {
                    send(sender, BATCH);
                }
                progress.run();
            }
            sender.flush();
        }
        List<BenchSample> completed = BenchInstances.await(samples);
        BenchSample first = completed.get(0);
        awaitDrained(DRAIN_MAX);
        double totalSeconds = (System.nanoTime() - first.nanos()) / 1e9;
        long processed = clicksSent - firstSent - (first.clicksCommitted() - firstCommitted);
        return new Flood(completed, processed / totalSeconds);
    }

    private void send(EventSender sender, int clicks) {
        for (int count = 0; count < clicks; ) {
            TimedEvent event = load.next(millis(System.nanoTime()));
            if (event instanceof TimedEvent.Clicked) {
                count++;
                clicksSent++;
            }
            send(sender, event);
        }
    }

    /**
     * Sends a click; sends an article only if the system under test is Freshet, because the yardstick takes clicks
     * only.
     */
    private void send(EventSender sender, TimedEvent event) {
        if (event instanceof TimedEvent.Clicked || instances.system().isFreshet()) {
            sender.send(event);
        }
    }

    private void awaitDrained(Duration limit) throws InterruptedException {
        long lagMax = instances.system().consumedTopics().size() * MARKERS_PER_TOPIC_MAX;
        await(() -> instances.lag() <= lagMax, limit);
    }

    /**
     * Waits until {@code condition} holds; returns normally if it does not hold within {@code limit}. Clicks without an
     * answer by then are counted as unanswered.
     */
    private void await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long untilNanos = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < untilNanos) {
            instances.requireAlive();
            progress.run();
            if (context.stop().await(POLL_INTERVAL)) {
                throw stopped();
            }
        }
    }

    private void awaitNanos(long dueNanos) {
        for (long leftNanos = dueNanos - System.nanoTime(); leftNanos > 0; leftNanos = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(leftNanos);
        }
        if (context.stop().isStopped()) {
            throw stopped();
        }
    }

    private long millis(long nanos) {
        return originMillis + (nanos - originNanos) / 1_000_000;
    }

    private static CommandFailure stopped() {
        return CommandFailure.because("stopped before the benchmark was complete", "no report was written");
    }
}
