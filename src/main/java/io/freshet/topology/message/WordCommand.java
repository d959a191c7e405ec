package io.freshet.topology.message;

/** What an operator asks of the one task that learns words, on the topic {@code word-commands}. */
public enum WordCommand {
    /** Keep the words as they are now to go back to. */
    SNAPSHOT,
    /** Take back what was learned since the last snapshot. */
    ROLL_BACK
}
