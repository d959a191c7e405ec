package io.freshet;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Waits of all tests for other threads, processes and brokers. A test passes or fails by what it sees, not by when:
 * every wait has the same bound, which a machine ten times slower than usual does not reach and only an event that
 * never comes does.
 */
public final class Eventually {
    /** {@link #LIMIT} for annotations, in minutes. */
    public static final int LIMIT_MINUTES = 5;

    /** Bound of every wait. */
    public static final Duration LIMIT = Duration.ofMinutes(Eventually.LIMIT_MINUTES);

    private Eventually() {}

    /** A wait for a condition, checked in the calling thread; on failure AssertJ's message says what was seen last. */
    public static ConditionFactory await() {
        return Awaitility.await().pollInSameThread().atMost(LIMIT);
    }

    /**
     * A wait for a condition with a name.
     *
     * @param what the condition, for the message of a failure
     */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).pollInSameThread().atMost(LIMIT);
    }

    /**
     * The result of a future.
     *
     * @throws AssertionError if it fails or does not come
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

    /** Waits until a process has ended and gives its exit code. */
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
