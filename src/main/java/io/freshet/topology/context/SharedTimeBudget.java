package io.freshet.topology.context;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Limits the time of one kind of background work on each stream thread, and divides it among the thread's tasks. A
 * thread with few tasks gives each task a whole {@link TimeBudget}. With more tasks the pauses lengthen, so that all
 * tasks of a thread together never exceed a fixed share of it. Without sharing, sixteen tasks with one millisecond in
 * twenty each would leave a fifth of the thread for clicks. Safe from any thread.
 */
public final class SharedTimeBudget {
    private final Duration slice;
    private final Duration period;
    private final LongSupplier nanoClock;
    private final ThreadLocal<AtomicInteger> tasksOfThread = ThreadLocal.withInitial(AtomicInteger::new);

    /**
     * Creates a budget that all tasks of an instance share: per task, one run of at most {@code slice} in each {@code
     * period}.
     *
     * @param slice maximum length of a slice, if no single piece of work takes longer
     * @param period length of a slice and its pause together, for a task with a whole budget
     * @param nanoClock nanoseconds since any moment, such as {@link System#nanoTime()}
     */
    public SharedTimeBudget(Duration slice, Duration period, LongSupplier nanoClock) {
        this.slice = slice;
        this.period = period;
        this.nanoClock = nanoClock;
    }

    /**
     * Opens a time budget for a task of the calling thread. Closing it frees its share for the thread's other tasks.
     */
    public TimeBudget open() {
        return new TimeBudget(slice, period, tasksOfThread.get(), nanoClock);
    }
}
