package io.freshet.newsroom;

import io.freshet.dataset.TimedEvent;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * What is going to happen in the simulated world, in order of time, and the events that came of it. Events are suppliers,
 * so that one which is passed over is never built.
 */
final class Timeline {
    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.comparingLong(Step::atMillis).thenComparingLong(Step::sequence));
    private final ArrayDeque<Supplier<TimedEvent>> ready = new ArrayDeque<>();
    private long sequence;

    /** Plans something; it is told its time. Steps of the same time run in the order they were planned. */
    void schedule(long atMillis, LongConsumer action) {
        steps.add(new Step(atMillis, sequence++, action));
    }

    /** Adds an event of the time of the running step. */
    void emit(Supplier<TimedEvent> event) {
        ready.add(event);
    }

    /** Lets time pass until there is an event, and takes it. */
    Supplier<TimedEvent> take() {
        while (ready.isEmpty()) {
            step();
        }
        return ready.remove();
    }

    /** Lets the next thing happen. */
    void step() {
        Step step = steps.remove();
        step.action().accept(step.atMillis());
    }

    /** The time of the next step, in epoch milliseconds; nothing that happens from now on is earlier. */
    long nextMillis() {
        return steps.element().atMillis();
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    private record Step(long atMillis, long sequence, LongConsumer action) {}
}
