package io.freshet.dataset;

import org.jspecify.annotations.Nullable;

/** Signals a line without a valid event. The lines after the bad line can still be read. */
public final class BadLineException extends DatasetException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception with the message {@code at: problem; remedy}.
     *
     * @param at file and line
     * @param problem the field or column and its error
     * @param remedy the next step for the user
     */
    BadLineException(String at, String problem, String remedy, @Nullable Throwable cause) {
        super(at + ": " + problem + "; " + remedy, cause == null ? new IllegalArgumentException(problem) : cause);
    }
}
