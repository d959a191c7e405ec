package io.freshet.newsroom;

import io.freshet.dataset.TimedEvent;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Scheduler of a discrete-event simulation: runs scheduled actions in time order and queues the events that the actions
 * emit. Events are suppliers, so that a skipped event is never built.
 */
final class Timeline {
    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.comparingLong(Step::atMillis).thenComparingLong(Step::sequence));
    private final ArrayDeque<Supplier<TimedEvent>> ready = new ArrayDeque<>();
    private long sequence;

    /**
     * Schedules an action for {@code atMillis}; the action receives this time. Actions of equal times run in the order
     * of scheduling.
     */
    void schedule(long atMillis, LongConsumer action) {
        steps.add(new Step(atMillis, sequence++, action));
    }

    /** Appends an event to the queue of emitted events; called by the running action. */
    void emit(Supplier<TimedEvent> event) {
        ready.add(event);
    }

    /** Removes and returns the next queued event; while the queue is empty, runs scheduled actions. */
    Supplier<TimedEvent> take() {
        while (ready.isEmpty()) {
            step();
        }
        return ready.remove();
    }

    /** Runs the scheduled action with the earliest time. */
    void step() {
        Step step = steps.remove();
        step.action().accept(step.atMillis());
    }

    /** Time of the next scheduled action, epoch milliseconds; successive actions never go back in time. */
    long nextMillis() {
        return steps.element().atMillis();
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    private record Step(long atMillis, long sequence, LongConsumer action) {}
}
