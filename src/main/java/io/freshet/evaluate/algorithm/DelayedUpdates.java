package io.freshet.evaluate.algorithm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Updates that arrive a fixed span of event time after they were sent, in the order they were. Event time does not run
 * backwards here: an event that is late counts as happening at the latest before it. For one thread.
 */
public final class DelayedUpdates<U> {
    private final long delayMillis;
    private final Consumer<U> arrival;
    private final Deque<Sent<U>> underway = new ArrayDeque<>();
    private long nowMillis = Long.MIN_VALUE;

    private record Sent<U>(long atMillis, U update) {}

    /** @param arrival takes the updates that arrive; with a delay of 0, as soon as they are sent */
    public DelayedUpdates(long delayMillis, Consumer<U> arrival) {
        this.delayMillis = delayMillis;
        this.arrival = arrival;
    }

    /** Lets everything arrive that has come by this time. */
    public void advance(long atMillis) {
        nowMillis = Math.max(nowMillis, atMillis);
        while (!underway.isEmpty() && underway.element().atMillis() + delayMillis <= nowMillis) {
            arrival.accept(underway.remove().update());
        }
    }

    /** Sends an update at the time last advanced to. */
    public void send(U update) {
        if (delayMillis == 0) {
            arrival.accept(update);
        } else {
            underway.add(new Sent<>(nowMillis, update));
        }
    }
}
