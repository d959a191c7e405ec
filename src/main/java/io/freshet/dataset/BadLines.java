package io.freshet.dataset;

/** Treatment of lines without a valid event. */
public enum BadLines {
    /** Stops with a {@link DatasetException} that names the line. */
    FAIL,
    /** Skips and counts the lines, and logs the first few. */
    SKIP
}
