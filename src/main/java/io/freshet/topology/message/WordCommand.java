package io.freshet.topology.message;

/** Command of an operator to the task that learns words, on the topic {@code word-commands}. */
public enum WordCommand {
    /** Takes a snapshot of the learned words. */
    SNAPSHOT,
    /** Rolls the learned words back to the last snapshot. */
    ROLL_BACK
}
