package io.freshet.runtime.health;

import java.time.Duration;

/**
 * Stream thread without progress: its name, for how long, in which method, and whether only a restart helps.
 *
 * @param thread name of the thread
 * @param stalledFor time without progress, a lower bound
 * @param location class and method that the thread is in
 * @param unrecoverable whether the thread has stalled for so long that only a restart of the instance helps
 */
public record StalledThread(String thread, Duration stalledFor, String location, boolean unrecoverable) {
    /** Advice, for messages about stalls, to check the usual causes of blocked store writes and sends. */
    static final String WHERE_TO_LOOK = "check whether the disk of state.directory is full and the brokers answer";

    /** Message for the operator in one line: thread, time without progress, method and remedy. */
    public String reason() {
        return "stream thread " + thread + " has made no progress for " + stalledFor.toSeconds() + " s, it is in "
                + location + ": " + (unrecoverable ? "it cannot recover by itself, restart this instance; " : "")
                + WHERE_TO_LOOK + "; the log has its stack trace";
    }
}
