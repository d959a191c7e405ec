package io.freshet.dataset;

/** Handling of a line that holds no valid event. */
public enum BadLines {
    /** Stop with a {@link DatasetException} that names the line. */
    FAIL,
    /** Leave it out, count it and log the first few. */
    SKIP
}
