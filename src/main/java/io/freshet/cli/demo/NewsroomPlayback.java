package io.freshet.cli.demo;

import io.freshet.cli.StopSignal;
import io.freshet.cli.cluster.EventSender;
import io.freshet.dataset.ReplayPacer;
import io.freshet.dataset.TimedEvent;
import io.freshet.newsroom.SimulatedNewsroom;
import java.io.IOException;
import java.time.Duration;

/**
 * Sends the events of the simulated newsroom at a given speed, and saves the event time that the newsroom has reached.
 * For one thread.
 */
final class NewsroomPlayback {
    private static final Duration TICK_INTERVAL = Duration.ofMillis(500);
    /** Time limit for processing the articles published before the first click. */
    private static final Duration INITIAL_ARTICLES_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final SimulatedNewsroom newsroom;
    private final DemoState state;
    private final EventSender sender;
    private final DemoDirectory directory;
    private final StopSignal stop;

    NewsroomPlayback(
            SimulatedNewsroom newsroom, DemoState state, EventSender sender, DemoDirectory directory, StopSignal stop) {
        this.newsroom = newsroom;
        this.state = state;
        this.sender = sender;
        this.directory = directory;
        this.stop = stop;
    }

    /**
     * Sends events at {@code speed} times real time until {@code duration} is over or the stop signal arrives.
     *
     * @param speed seconds of the newsroom for each second
     */
    void play(double speed, Duration duration) throws IOException, InterruptedException {
        long clockMillis = directory.clockMillis();
        if (directory.continues()) {
            newsroom.skipTo(clockMillis);
        }
        long startNanos = System.nanoTime();
        ReplayPacer pacer = new ReplayPacer(speed, clockMillis, startNanos);
        long nextTickNanos = startNanos;
        boolean started = directory.continues();
        while (!stop.isStopped() && System.nanoTime() - startNanos < duration.toNanos()) {
            TimedEvent event = newsroom.next();
            if (!started && event.atMillis() >= clockMillis) {
                started = true;
                awaitInitialArticles();
                startNanos = System.nanoTime();
                pacer = new ReplayPacer(speed, clockMillis, startNanos);
            }
            waitFor(event, pacer);
            if (System.nanoTime() - nextTickNanos >= 0) {
                tick();
                directory.save(event.atMillis());
                nextTickNanos = System.nanoTime() + TICK_INTERVAL.toNanos();
            }
            state.beforeSend(event, System.currentTimeMillis());
            sender.send(event);
        }
    }

    /** Waits until the articles published before the first click are processed, because lists would be empty before. */
    private void awaitInitialArticles() throws InterruptedException {
        sender.flush();
        long untilNanos = System.nanoTime() + INITIAL_ARTICLES_TIMEOUT.toNanos();
        while (!state.areArticlesProcessed() && System.nanoTime() < untilNanos && !stop.await(POLL_INTERVAL)) {
            tick();
        }
    }

    private void tick() {
        state.tick(newsroom.coinedWords(), System.currentTimeMillis());
    }

    private void waitFor(TimedEvent event, ReplayPacer pacer) throws InterruptedException {
        long waitNanos = pacer.waitNanos(event.atMillis(), System.nanoTime());
        while (waitNanos > 0 && !stop.await(Duration.ofNanos(Math.min(waitNanos, TICK_INTERVAL.toNanos())))) {
            tick();
            waitNanos = pacer.waitNanos(event.atMillis(), System.nanoTime());
        }
    }
}
