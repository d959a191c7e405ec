package io.freshet.topology.context;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * {@link TimeBudget} for all tasks of an application that do the same work. A thread that runs a few of them gives each all
 * of it; where it runs more, they rest longer, so that together they take no more. Otherwise sixteen tasks that may each
 * work for one millisecond in twenty leave a fifth of their thread to the clicks. For any number of threads.
 */
public final class SharedTimeBudget {
    private final Duration most;
    private final Duration every;
    private final LongSupplier nanoClock;
    private final ThreadLocal<AtomicInteger> tasksOfThread = ThreadLocal.withInitial(AtomicInteger::new);

    /** The arguments are those of {@link TimeBudget}, for a task that need not share. */
    public SharedTimeBudget(Duration most, Duration every, LongSupplier nanoClock) {
        this.most = most;
        this.every = every;
        this.nanoClock = nanoClock;
    }

    /** The part of one task that the calling thread runs until it is closed. */
    public TimeBudget open() {
        return new TimeBudget(most, every, tasksOfThread.get(), nanoClock);
    }
}
