package io.freshet.cli.bench;

import io.freshet.bench.AnswerClock;
import io.freshet.bench.Load;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.cluster.EventSender;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.event.Click;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sends a load to one subject, at a pace or as fast as it is taken. For one thread. */
final class BenchLoad {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration DRAIN_MAX = Duration.ofSeconds(90);
    /** Understanding articles takes its time: some three times what it takes on two cores with a broker beside it. */
    private static final Duration DRAIN_PER_ARTICLE_MAX = Duration.ofMillis(4);

    private static final Duration FLOOD_LINGER = Duration.ofMillis(5);
    /** The flood keeps about this much work waiting: enough for full batches, little enough to be worked off soon. */
    private static final double BACKLOG_SECONDS = .8;

    private static final int BACKLOG_MIN = 1_000;
    private static final int BATCH = 50;
    /** Markers that end a transaction stand in the topics and are nobody's work. */
    private static final long MARKERS_PER_TOPIC_MAX = 16;

    private final CommandContext context;
    private final BenchPlan plan;
    private final BenchStand stand;
    private final Load load;
    /** Ties the two clocks together, so that event times keep the order in which clicks are due. */
    private final long originNanos = System.nanoTime();

    private final long originMillis = System.currentTimeMillis();
    private final Runnable report;
    private long clicksSent;

    /** @param report is called many times a second while something is sent */
    BenchLoad(CommandContext context, BenchPlan plan, BenchStand stand, Load load, Runnable report) {
        this.context = context;
        this.plan = plan;
        this.stand = stand;
        this.load = load;
        this.report = report;
    }

    /** Publishes what is there before the first click, and waits until it is worked off. */
    void open() throws InterruptedException {
        List<Article> opening = load.opening(millis(System.nanoTime()));
        if (stand.subject().isFreshet()) {
            try (EventSender sender = new EventSender(stand.settings(), FLOOD_LINGER)) {
                opening.forEach(article -> sender.send(TimedEvent.Announced.of(article)));
                sender.flush();
            }
        }
        awaitDrained(DRAIN_MAX.plus(DRAIN_PER_ARTICLE_MAX.multipliedBy(opening.size())));
    }

    /**
     * Sends clicks and articles, each when it is due, and waits for the answers that are still to come.
     *
     * @param clock told when each was due
     * @return the totals at the beginning and at the end of each repeat
     */
    List<BenchSample> pace(double seconds, int repeats, AnswerClock clock) throws InterruptedException {
        List<Future<BenchSample>> samples = new ArrayList<>();
        double intervalNanos = 1e9 / plan.load().clicksPerSecond();
        long clicks = Math.max(repeats, (long) (seconds * plan.load().clicksPerSecond()));
        try (EventSender sender = new EventSender(stand.settings(), Duration.ZERO)) {
            long startNanos = System.nanoTime();
            for (long click = 0; click < clicks; ) {
                int repeat = (int) (click * repeats / clicks);
                if (repeat == samples.size()) {
                    samples.add(stand.sample(clicksSent));
                    stand.requireAlive();
                }
                long dueNanos = startNanos + (long) (click * intervalNanos);
                awaitNanos(dueNanos);
                TimedEvent event = load.next(millis(dueNanos));
                if (event instanceof TimedEvent.Clicked clicked) {
                    Click what = clicked.click();
                    clock.clickDue(what.userId(), what.atMillis(), dueNanos, repeat);
                    click++;
                    clicksSent++;
                } else if (event instanceof TimedEvent.Announced announced
                        && stand.subject().isFreshet()) {
                    clock.articleDue(announced.article().id(), dueNanos, repeat);
                }
                send(sender, event);
                report.run();
            }
            sender.flush();
        }
        samples.add(stand.sample(clicksSent));
        await(() -> clock.unansweredClicks() == 0, DRAIN_MAX);
        return BenchStand.taken(samples);
    }

    /** Results of a flood: the totals at the beginning and end of each repeat, and the rate with all work done. */
    record Flood(List<BenchSample> samples, double clicksPerSecondWorkedOff) {}

    /** Keeps so many clicks waiting that the subject always has work, and then waits until it has done all of it. */
    Flood flood(double seconds, int repeats) throws InterruptedException {
        List<Future<BenchSample>> samples = new ArrayList<>();
        double leadNanos = 1e9 * seconds * BenchPlan.FLOOD_LEAD_SHARE;
        long startNanos = System.nanoTime();
        long firstFinished = stand.clicksFinished();
        long firstSent = clicksSent;
        long finished = 0;
        double backlog = BACKLOG_MIN;
        try (EventSender sender = new EventSender(stand.settings(), FLOOD_LINGER)) {
            while (samples.size() <= repeats) {
                double elapsedNanos = System.nanoTime() - startNanos;
                if (elapsedNanos >= leadNanos + samples.size() * (1e9 * seconds / repeats)) {
                    samples.add(stand.sample(clicksSent));
                    stand.requireAlive();
                }
                if (clicksSent - firstSent - finished >= backlog) {
                    awaitNanos(System.nanoTime() + 2_000_000);
                    finished = stand.clicksFinished() - firstFinished;
                    double rate = finished / Math.max(1e-3, (System.nanoTime() - startNanos) / 1e9);
                    backlog = Math.max(BACKLOG_MIN, rate * BACKLOG_SECONDS);
                } else {
                    send(sender, BATCH);
                }
                report.run();
            }
            sender.flush();
        }
        List<BenchSample> taken = BenchStand.taken(samples);
        BenchSample first = taken.get(0);
        awaitDrained(DRAIN_MAX);
        double wholeSeconds = (System.nanoTime() - first.nanos()) / 1e9;
        long worked = clicksSent - firstSent - (first.clicksFinished() - firstFinished);
        return new Flood(taken, worked / wholeSeconds);
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

    /** The yardstick knows clicks only. */
    private void send(EventSender sender, TimedEvent event) {
        if (event instanceof TimedEvent.Clicked || stand.subject().isFreshet()) {
            sender.send(event);
        }
    }

    private void awaitDrained(Duration limit) throws InterruptedException {
        await(() -> stand.unfinished() <= stand.subject().worked().size() * MARKERS_PER_TOPIC_MAX, limit);
    }

    /** Waits, as long as is reasonable: what has not come by then is counted as missing. */
    private void await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long untilNanos = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < untilNanos) {
            stand.requireAlive();
            report.run();
            if (context.stop().await(LOOK)) {
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
        return CommandFailure.because("stopped before the end", "nothing was written");
    }
}
