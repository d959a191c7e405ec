package io.freshet.evaluate.algorithm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Queue that delivers updates in order after a fixed delay of event time. Event time never goes backwards: a late event
 * is treated as happening at the latest time before it. For one thread.
 */
public final class DelayedUpdates<U> {
    private final long delayMillis;
    private final Consumer<U> receiver;
    private final Deque<Sent<U>> inFlight = new ArrayDeque<>();
    private long nowMillis = Long.MIN_VALUE;

    private record Sent<U>(long atMillis, U update) {}

    /**
     * Creates an empty queue, which delivers to {@code receiver} after {@code delayMillis} of event time.
     *
     * @param delayMillis delay of event time; with 0, updates are delivered immediately
     * @param receiver receives the updates
     */
    public DelayedUpdates(long delayMillis, Consumer<U> receiver) {
        this.delayMillis = delayMillis;
        this.receiver = receiver;
    }

    /** Advances event time to {@code atMillis} and delivers the updates whose delay has passed. */
    public void advance(long atMillis) {
        nowMillis = Math.max(nowMillis, atMillis);
        while (!inFlight.isEmpty() && inFlight.element().atMillis() + delayMillis <= nowMillis) {
            receiver.accept(inFlight.remove().update());
        }
    }

    /** Queues an update for delivery once the delay has passed; delivers it immediately if the delay is 0. */
    public void send(U update) {
        if (delayMillis == 0) {
            receiver.accept(update);
        } else {
            inFlight.add(new Sent<>(nowMillis, update));
        }
    }
}
