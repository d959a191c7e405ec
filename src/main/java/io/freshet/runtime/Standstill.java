package io.freshet.runtime;

import java.time.Duration;

/**
 * A stream thread that makes no progress.
 *
 * @param thread its name
 * @param time how long, at least
 * @param place where in the code it is
 */
record Standstill(String thread, Duration time, String place) {
    /** What usually holds up who writes to a store or sends. */
    static final String WHERE_TO_LOOK = "see whether the disk of state.directory is full and the brokers answer";

    /** What is wrong and where to look, in a line. */
    String reason() {
        return "stream thread " + thread + " has made no progress for " + time.toSeconds() + " s, it is in " + place
                + ": " + WHERE_TO_LOOK + "; the log has its whole stack";
    }
}
