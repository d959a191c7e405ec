package io.freshet.dataset;

import org.jspecify.annotations.Nullable;

/** A line without a valid event; the lines after it can still be read. */
public final class BadLineException extends DatasetException {
    private static final long serialVersionUID = 1L;

    /**
     * @param at file and line
     * @param problem the field or column and its error
     * @param remedy the next step for the user
     */
    BadLineException(String at, String problem, String remedy, @Nullable Throwable cause) {
        super(at + ": " + problem + "; " + remedy, cause == null ? new IllegalArgumentException(problem) : cause);
    }
}
