package io.freshet.cli.demo;

import io.freshet.cli.StopSignal;
import io.freshet.cli.cluster.EventSender;
import io.freshet.dataset.TimedEvent;
import io.freshet.newsroom.SimulatedNewsroom;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Sends the events of the simulated newsroom at a given speed, and saves the event time that the newsroom has reached.
 * Event time never passes the wall clock: from there on the newsroom runs in real time, because the recommender lists
 * an article only from its publication on, by the wall clock. For one thread.
 */
final class NewsroomPlayback {
    private static final Duration TICK_INTERVAL = Duration.ofMillis(500);
    /** Time limit for processing the articles published before the first click. */
    private static final Duration INITIAL_ARTICLES_TIMEOUT = Duration.ofMinutes(2);
    /** Time limit for processing the events that an earlier start left behind. */
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofMinutes(2);
    /** Number of unprocessed records up to which the recommender has caught up; it is rarely 0 while words train. */
    private static final long CAUGHT_UP_RECORDS = 20;

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final SimulatedNewsroom newsroom;
    private final DemoState state;
    private final EventSender sender;
    private final Supplier<OptionalLong> lagRecords;
    private final DemoDirectory directory;
    private final StopSignal stop;
    private boolean presentReached;

    /**
     * Creates a playback that has sent nothing yet.
     *
     * @param lagRecords number of records that the recommender has not processed; empty while unknown
     */
    NewsroomPlayback(
            SimulatedNewsroom newsroom,
            DemoState state,
            EventSender sender,
            Supplier<OptionalLong> lagRecords,
            DemoDirectory directory,
            StopSignal stop) {
        this.newsroom = newsroom;
        this.state = state;
        this.sender = sender;
        this.lagRecords = lagRecords;
        this.directory = directory;
        this.stop = stop;
    }

    /**
     * Sends events at the pace of {@link DemoPacer} until {@code duration} is over or the stop signal arrives. The
     * duration starts when the recommender has processed the events before the first one.
     *
     * @param speed seconds of the newsroom for each second, at full speed
     */
    void play(double speed, Duration duration) throws IOException, InterruptedException {
        long clockMillis = directory.clockMillis();
        TimedEvent event;
        if (directory.continues()) {
            newsroom.skipTo(clockMillis);
            event = newsroom.next();
            awaitCaughtUp();
        } else {
            event = sendArticlesBefore(clockMillis);
            awaitArticles();
        }
        state.startMeasuring(System.currentTimeMillis());
        long startNanos = System.nanoTime();
        DemoPacer pacer = new DemoPacer(speed, clockMillis, startNanos);
        long nextTickNanos = startNanos;
        while (!stop.isStopped() && System.nanoTime() - startNanos < duration.toNanos()) {
            waitFor(event, pacer);
            if (System.nanoTime() - nextTickNanos >= 0) {
                tick();
                directory.save(event.atMillis());
                nextTickNanos = System.nanoTime() + TICK_INTERVAL.toNanos();
            }
            send(event);
            event = newsroom.next();
        }
    }

    private void send(TimedEvent event) {
        state.beforeSend(event, System.currentTimeMillis());
        sender.send(event);
    }

    /** Sends all events before a time, which are articles, and returns the next event. */
    private TimedEvent sendArticlesBefore(long atMillis) {
        TimedEvent event = newsroom.next();
        while (event.atMillis() < atMillis) {
            send(event);
            event = newsroom.next();
        }
        sender.flush();
        return event;
    }

    /** Waits until the articles published before the first click are processed, because lists would be empty before. */
    private void awaitArticles() throws InterruptedException {
        state.announceFirstArticles();
        long untilNanos = System.nanoTime() + INITIAL_ARTICLES_TIMEOUT.toNanos();
        while (!state.areArticlesProcessed() && System.nanoTime() < untilNanos && !stop.await(POLL_INTERVAL)) {
            // Waits.
        }
    }

    /** Waits until the events of an earlier start are processed: new clicks would have to wait behind them. */
    private void awaitCaughtUp() throws InterruptedException {
        long untilNanos = System.nanoTime() + CATCH_UP_TIMEOUT.toNanos();
        boolean announced = false;
        while (System.nanoTime() < untilNanos && !stop.await(POLL_INTERVAL)) {
            OptionalLong lag = lagRecords.get();
            if (lag.isPresent() && lag.getAsLong() <= CAUGHT_UP_RECORDS) {
                return;
            }
            if (lag.isPresent() && !announced) {
                state.announceCatchingUp(lag.getAsLong());
                announced = true;
            }
        }
    }

    private void tick() {
        state.tick(newsroom.coinedWords(), System.currentTimeMillis());
    }

    private void waitFor(TimedEvent event, DemoPacer pacer) throws InterruptedException {
        long waitNanos = waitNanos(event, pacer);
        while (waitNanos > 0 && !stop.await(Duration.ofNanos(Math.min(waitNanos, TICK_INTERVAL.toNanos())))) {
            tick();
            waitNanos = waitNanos(event, pacer);
        }
    }

    private long waitNanos(TimedEvent event, DemoPacer pacer) {
        long nowNanos = System.nanoTime();
        long nowMillis = System.currentTimeMillis();
        if (!presentReached && pacer.waitsForPresent(event.atMillis(), nowNanos, nowMillis)) {
            presentReached = true;
            state.announcePresent();
        }
        return pacer.waitNanos(event.atMillis(), nowNanos, nowMillis);
    }
}
