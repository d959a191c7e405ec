package io.freshet.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One open page: the messages that wait for it and the reader it follows. {@link Feed} offers and steers under its lock,
 * one request thread takes.
 */
final class Viewer {
    private final BlockingQueue<String> waiting;
    private final Optional<String> chosenReader;
    private volatile @Nullable String followed;
    private volatile boolean open = true;
    private long followedSeenNanos;

    /** @param chosenReader the reader to follow; empty to let the feed choose */
    Viewer(int queueMax, Optional<String> chosenReader) {
        this.waiting = new ArrayBlockingQueue<>(queueMax);
        this.chosenReader = chosenReader;
        this.followed = chosenReader.orElse(null);
    }

    /** Adds a server-sent event; a viewer who has fallen behind by a full queue is closed, and connects anew. */
    void offer(String event, String data) {
        if (!waiting.offer("event: " + event + "\ndata: " + data + "\n\n")) {
            close();
        }
    }

    /** The next event as it goes over the wire, or empty if none came in time. */
    Optional<String> next(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
    }

    boolean follows(String userId) {
        return userId.equals(followed);
    }

    /** The followed reader did something just now. */
    void followedSeen(long nowNanos) {
        followedSeenNanos = nowNanos;
    }

    /** Whether another reader may be suggested: nobody was chosen, and who is followed did nothing for so long. */
    boolean isIdle(long nowNanos, Duration atLeast) {
        return chosenReader.isEmpty() && (followed == null || nowNanos - followedSeenNanos >= atLeast.toNanos());
    }

    Optional<String> followed() {
        return Optional.ofNullable(followed);
    }

    /** Follows this reader, unless the viewer chose one. */
    void suggest(String userId, long nowNanos) {
        if (chosenReader.isEmpty()) {
            followed = userId;
            followedSeenNanos = nowNanos;
        }
    }

    boolean isOpen() {
        return open;
    }

    void close() {
        open = false;
    }
}
