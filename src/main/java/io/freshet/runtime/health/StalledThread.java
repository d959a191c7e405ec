package io.freshet.runtime.health;

import java.time.Duration;

/**
 * A stream thread that makes no progress.
 *
 * @param thread its name
 * @param time how long, at least
 * @param place where in the code it is
 * @param hopeless whether it has stood for so long that only a restart of the instance helps
 */
public record StalledThread(String thread, Duration time, String place, boolean hopeless) {
    /** The usual causes that block writes to a store and sends. */
    static final String WHERE_TO_LOOK = "see whether the disk of state.directory is full and the brokers answer";

    /** The fault and its remedy, in a line. */
    public String reason() {
        return "stream thread " + thread + " has made no progress for " + time.toSeconds() + " s, it is in " + place
                + ": " + (hopeless ? "it will not go on by itself, restart this instance; " : "") + WHERE_TO_LOOK
                + "; the log has its whole stack";
    }
}
