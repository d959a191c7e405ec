package io.freshet.config;

/** Values of the setting {@code processing.guarantee}: whether a crash can make an event count twice. */
public enum ProcessingGuarantee {
    /** Every event counts exactly once, at the cost of a commit every few milliseconds. */
    EXACTLY_ONCE_V2,
    /** Some events may count twice after a crash; lowest latency. */
    AT_LEAST_ONCE
}
