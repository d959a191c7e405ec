package io.freshet.web.page;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One open page: the messages that wait for it and the reader it follows. {@link EventStream} offers and steers under its lock,
 * one request thread takes.
 */
final class FeedSubscriber {
    /** Characters that may wait for a viewer before one more message is too much, whatever the messages hold. */
    static final int WAITING_CHARS_MAX = 1 << 20;

    private final BlockingQueue<String> waiting;
    private final AtomicInteger waitingChars = new AtomicInteger();
    private volatile boolean open = true;
    private boolean isChosen;
    private @Nullable String followed;
    private boolean isListWanted;
    private long followedSeenNanos;

    /** @param chosenReader the reader to follow; empty to let the feed choose */
    FeedSubscriber(int queueMax, Optional<String> chosenReader) {
        this.waiting = new ArrayBlockingQueue<>(queueMax);
        this.isChosen = chosenReader.isPresent();
        this.followed = chosenReader.orElse(null);
        this.isListWanted = isChosen;
    }

    /** Adds a server-sent event; a viewer who has fallen behind by a full queue is closed, and has to connect again. */
    void offer(String event, String data) {
        String message = "event: " + event + "\ndata: " + data + "\n\n";
        if (waitingChars.getAndAdd(message.length()) > WAITING_CHARS_MAX || !waiting.offer(message)) {
            close();
        }
    }

    /** The next event as it goes over the wire, or empty if none came in time. */
    Optional<String> next(Duration atMost) throws InterruptedException {
        Optional<String> next = Optional.ofNullable(waiting.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
        next.ifPresent(message -> waitingChars.addAndGet(-message.length()));
        return next;
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
        return !isChosen && (followed == null || nowNanos - followedSeenNanos >= atLeast.toNanos());
    }

    Optional<String> followed() {
        return Optional.ofNullable(followed);
    }

    /** Follows this reader, unless the viewer chose one. */
    void suggest(String userId, long nowNanos) {
        if (!isChosen) {
            isListWanted = !userId.equals(followed);
            followed = userId;
            followedSeenNanos = nowNanos;
        }
    }

    /** Follows this reader no longer, not even if the viewer chose them. */
    void forget(String userId) {
        if (follows(userId)) {
            followed = null;
            isChosen = false;
            isListWanted = false;
        }
    }

    /** The reader whose current list the viewer has not seen yet. */
    Optional<String> listWanted() {
        return isListWanted ? followed() : Optional.empty();
    }

    /** The viewer has been sent a list of the followed reader, or there is none. */
    void listSeen() {
        isListWanted = false;
    }

    boolean isOpen() {
        return open;
    }

    void close() {
        open = false;
    }
}
