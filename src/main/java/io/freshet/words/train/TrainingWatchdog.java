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
 * Runs library code whose threads can die or deadlock without an error, and throws if the code makes no progress for
 * too long. Stateless.
 */
final class TrainingWatchdog {
    /** Number of times that progress is checked within the stall limit. */
    private static final int CHECKS = 8;

    private TrainingWatchdog() {}

    /**
     * Runs {@code work} on {@code executor} and waits for its end; fails if {@code progress} does not change for {@code
     * stallMax}. Stalled work keeps running after the exception.
     *
     * @param executor runs the work; must not run it on the calling thread
     * @param progress a number that changes as the work proceeds; read on the calling thread
     * @param stallMax longest time without a change of {@code progress}
     * @param name name of the work in the error message
     * @throws StalledTrainingException if the work stalled
     * @throws IllegalStateException if the calling thread was interrupted
     */
    static void await(Executor executor, Runnable work, LongSupplier progress, Duration stallMax, String name) {
        FutureTask<Boolean> running = new FutureTask<>(work, true);
        executor.execute(running);
        long checkNanos = Math.max(1, stallMax.toNanos() / CHECKS);
        long lastProgress = progress.getAsLong();
        long changedNanos = System.nanoTime();
        while (!ended(running, checkNanos)) {
            long now = progress.getAsLong();
            if (now != lastProgress) {
                lastProgress = now;
                changedNanos = System.nanoTime();
            } else if (System.nanoTime() - changedNanos >= stallMax.toNanos()) {
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
