package io.freshet.cli.demo;

import io.freshet.cli.StopSignal;
import io.freshet.cli.cluster.EventSender;
import io.freshet.dataset.ReplayPacer;
import io.freshet.dataset.TimedEvent;
import io.freshet.newsroom.SimulatedNewsroom;
import java.io.IOException;
import java.time.Duration;

/** Plays the newsroom into the topics at its pace, and keeps how far it came. For one thread. */
final class DemoPlay {
    private static final Duration TICK = Duration.ofMillis(500);
    /** How long the readers wait for the articles that are there when the newsroom opens. */
    private static final Duration OPENING_TIME_MAX = Duration.ofSeconds(30);

    private final SimulatedNewsroom newsroom;
    private final DemoStage stage;
    private final EventSender sender;
    private final DemoNarrator narrator;
    private final DemoSummary summary;
    private final DemoDirectory directory;
    private final LearnedCoinages coinages;
    private final StopSignal stop;

    DemoPlay(
            SimulatedNewsroom newsroom,
            DemoStage stage,
            EventSender sender,
            DemoNarrator narrator,
            DemoSummary summary,
            DemoDirectory directory,
            LearnedCoinages coinages,
            StopSignal stop) {
        this.newsroom = newsroom;
        this.stage = stage;
        this.sender = sender;
        this.narrator = narrator;
        this.summary = summary;
        this.directory = directory;
        this.coinages = coinages;
        this.stop = stop;
    }

    /** Plays until the time is over or the signal comes. */
    void play(double speed, Duration length) throws IOException, InterruptedException {
        long clockMillis = directory.clockMillis();
        if (directory.continues()) {
            newsroom.skipTo(clockMillis);
        }
        long startNanos = System.nanoTime();
        ReplayPacer pacer = new ReplayPacer(speed, clockMillis, startNanos);
        long nextTickNanos = startNanos;
        boolean open = directory.continues();
        while (!stop.isStopped() && System.nanoTime() - startNanos < length.toNanos()) {
            TimedEvent event = newsroom.next();
            if (!open && event.atMillis() >= clockMillis) {
                open = true;
                awaitOpening();
                startNanos = System.nanoTime();
                pacer = new ReplayPacer(speed, clockMillis, startNanos);
            }
            waitFor(event, pacer);
            if (System.nanoTime() - nextTickNanos >= 0) {
                tick();
                directory.save(event.atMillis());
                nextTickNanos = System.nanoTime() + TICK.toNanos();
            }
            stage.sending(event, System.currentTimeMillis());
            sender.send(event);
        }
    }

    /** Waits until the articles of the opening are understood: their readers would find nothing before. */
    private void awaitOpening() throws InterruptedException {
        sender.flush();
        long untilNanos = System.nanoTime() + OPENING_TIME_MAX.toNanos();
        while (stage.articlesUnderstood() < summary.totals().articles()
                && System.nanoTime() < untilNanos
                && !stop.await(Duration.ofMillis(50))) {
            tick();
        }
    }

    private void tick() {
        long nowMillis = System.currentTimeMillis();
        coinages.newlyLearned(newsroom.coinedWords()).forEach(narrator::wordAdmitted);
        narrator.tick(summary.totals(), nowMillis);
    }

    private void waitFor(TimedEvent event, ReplayPacer pacer) throws InterruptedException {
        long waitNanos = pacer.waitNanos(event.atMillis(), System.nanoTime());
        while (waitNanos > 0 && !stop.await(Duration.ofNanos(Math.min(waitNanos, TICK.toNanos())))) {
            tick();
            waitNanos = pacer.waitNanos(event.atMillis(), System.nanoTime());
        }
    }
}
