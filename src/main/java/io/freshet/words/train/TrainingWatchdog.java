package io.freshet.words.train;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Waits for work that may never end: code of others whose threads can die or wait for each other without a word. Holds no
 * state.
 */
final class TrainingWatchdog {
    /** Looks so often within the time that may pass without progress. */
    private static final int LOOKS = 8;

    private TrainingWatchdog() {}

    /**
     * Runs {@code work} and returns when it has ended.
     *
     * @param executor runs it on another thread than the calling one; it is left running when it stalls
     * @param progress any number that changes as the work goes on; read from the calling thread
     * @param stallMax the longest that may pass without a change of it
     * @param name of the work, for the message
     * @throws StalledTrainingException if the work stalled
     * @throws IllegalStateException if the calling thread was interrupted
     */
    static void await(Executor executor, Runnable work, LongSupplier progress, Duration stallMax, String name) {
        FutureTask<Boolean> running = new FutureTask<>(work, true);
        executor.execute(running);
        long lookNanos = Math.max(1, stallMax.toNanos() / LOOKS);
        long seen = progress.getAsLong();
        long seenNanos = System.nanoTime();
        while (!ended(running, lookNanos)) {
            long now = progress.getAsLong();
            if (now != seen) {
                seen = now;
                seenNanos = System.nanoTime();
            } else if (System.nanoTime() - seenNanos >= stallMax.toNanos()) {
                throw new StalledTrainingException(name + " has made no progress for " + stallMax.toSeconds()
                        + " s: its threads have died or wait for each other");
            }
        }
    }

    private static boolean ended(Future<?> running, long waitNanos) {
        try {
            running.get(waitNanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CompletionException(failed.getCause());
        }
    }
}
