package io.freshet.config;

/** Effect of a crash on counts. */
public enum ProcessingGuarantee {
    /** Every event counts exactly once, at the price of a commit every few milliseconds. */
    EXACTLY_ONCE_V2,
    /** After a crash some events may count twice; the lowest latency. */
    AT_LEAST_ONCE
}
