package io.freshet.topology;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Time for work that nobody waits for. Told by a clock that goes on while the work is done: that of a processor's context
 * stands still from the beginning of a record or a punctuation to its end, and a loop that waits for it never ends.
 */
final class TimeBudget {
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final long budgetNanos;

    /** @param nanoClock nanoseconds since any moment, as {@link System#nanoTime()} */
    TimeBudget(Duration budget, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        this.budgetNanos = budget.toNanos();
    }

    boolean isLeft() {
        return nanoClock.getAsLong() - startNanos < budgetNanos;
    }
}
