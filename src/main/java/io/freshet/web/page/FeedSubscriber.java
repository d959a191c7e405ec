package io.freshet.web.page;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One open page: its queue of messages and the reader it follows. {@link EventStream} calls it under its lock, except
 * for {@link #next} and {@link #isOpen}, which the request thread of the page calls without the lock.
 */
final class FeedSubscriber {
    /** Maximum number of characters in the queue; a message offered above this limit closes the subscriber. */
    static final int QUEUED_CHARS_MAX = 1 << 20;

    private final BlockingQueue<String> queue;
    private final AtomicInteger queuedChars = new AtomicInteger();
    private volatile boolean open = true;
    private boolean isChosen;
    private @Nullable String followed;
    private boolean needsList;
    private long followedActiveNanos;

    /**
     * Creates a subscriber with an empty queue of at most {@code queueMax} messages.
     *
     * @param chosenReader the reader to follow; empty to let the event stream choose
     */
    FeedSubscriber(int queueMax, Optional<String> chosenReader) {
        this.queue = new ArrayBlockingQueue<>(queueMax);
        this.isChosen = chosenReader.isPresent();
        this.followed = chosenReader.orElse(null);
        this.needsList = isChosen;
    }

    /**
     * Queues a server-sent event with this name and data; a full queue closes the subscriber. The page then has to
     * reconnect.
     */
    void offer(String event, String data) {
        String message = "event: " + event + "\ndata: " + data + "\n\n";
        if (queuedChars.getAndAdd(message.length()) > QUEUED_CHARS_MAX || !queue.offer(message)) {
            close();
        }
    }

    /** Removes and returns the next event, in wire format; empty after the timeout. */
    Optional<String> next(Duration timeout) throws InterruptedException {
        Optional<String> next = Optional.ofNullable(queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
        next.ifPresent(message -> queuedChars.addAndGet(-message.length()));
        return next;
    }

    boolean follows(String userId) {
        return userId.equals(followed);
    }

    /** Records that the followed reader is active now. */
    void followedActive(long nowNanos) {
        followedActiveNanos = nowNanos;
    }

    /**
     * Whether the event stream may choose another reader: the page chose none, and the followed reader has been
     * inactive for {@code inactiveMin}.
     */
    boolean isIdle(long nowNanos, Duration inactiveMin) {
        return !isChosen && (followed == null || nowNanos - followedActiveNanos >= inactiveMin.toNanos());
    }

    Optional<String> followed() {
        return Optional.ofNullable(followed);
    }

    /** Follows a reader unless the page chose one. */
    void suggest(String userId, long nowNanos) {
        if (!isChosen) {
            needsList = !userId.equals(followed);
            followed = userId;
            followedActiveNanos = nowNanos;
        }
    }

    /** Stops following a reader, even if the page chose this reader. */
    void forget(String userId) {
        if (follows(userId)) {
            followed = null;
            isChosen = false;
            needsList = false;
        }
    }

    /** The followed reader if their current list was not sent yet, otherwise empty. */
    Optional<String> readerWithoutList() {
        return needsList ? followed() : Optional.empty();
    }

    /** Records that the current list of the followed reader was sent, or that the reader has no list. */
    void listSent() {
        needsList = false;
    }

    boolean isOpen() {
        return open;
    }

    void close() {
        open = false;
    }
}
