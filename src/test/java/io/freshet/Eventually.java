package io.freshet;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Waits of all tests for other threads, processes and brokers. The result of a test must not depend on timing: all
 * waits have the same limit, which is not reached even on a machine ten times slower than usual unless the event never
 * comes.
 */
public final class Eventually {
    /** {@link #LIMIT} for annotations, in minutes. */
    public static final int LIMIT_MINUTES = 5;

    /** Limit of every wait. */
    public static final Duration LIMIT = Duration.ofMinutes(Eventually.LIMIT_MINUTES);

    private Eventually() {}

    /**
     * Creates a wait for a condition, checked in the calling thread; on failure AssertJ's message shows the last state.
     */
    public static ConditionFactory await() {
        return Awaitility.await().pollInSameThread().atMost(LIMIT);
    }

    /**
     * Creates a wait for a named condition.
     *
     * @param condition name of the condition, for the message of a failure
     */
    public static ConditionFactory await(String condition) {
        return Awaitility.await(condition).pollInSameThread().atMost(LIMIT);
    }

    /**
     * Waits for a condition for as long as there is progress, and fails with the present state once there was none for
     * {@link #LIMIT}. For work whose amount is finite and whose speed is the machine's: its total time has no limit.
     *
     * @param condition name of the condition, for the message of a failure
     * @param progress amount of work done, which grows only while work is done
     */
    public static void whileProgressing(
            String condition, Duration pollInterval, Callable<Boolean> isMet, Callable<Long> progress) {
        AtomicBoolean met = new AtomicBoolean();
        AtomicLong done = new AtomicLong(Long.MIN_VALUE);
        while (!met.get()) {
            await(condition).pollDelay(Duration.ZERO).pollInterval(pollInterval).until(() -> {
                met.set(isMet.call());
                long now = progress.call();
                return met.get() || now > done.getAndAccumulate(now, Math::max);
            });
        }
    }

    /**
     * Waits for the result of a future.
     *
     * @throws AssertionError if the future fails or the limit is reached
     */
    public static <T> T resultOf(Future<T> future) {
        try {
            return future.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no result within " + LIMIT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a result", e);
        }
    }

    /** Waits until a latch is open. */
    public static void opens(CountDownLatch latch) {
        try {
            if (!latch.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("the latch did not open within " + LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a latch", e);
        }
    }

    /** Waits until a process has ended and returns its exit code. */
    public static int exitOf(Process process) {
        try {
            if (!process.waitFor(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("process " + process.pid() + " did not end within " + LIMIT);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a process", e);
        }
    }
}
