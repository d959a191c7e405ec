package io.freshet.dataset;

import org.jspecify.annotations.Nullable;

/** One line holds no valid event; the lines after it can still be read. */
public final class BadLineException extends DatasetException {
    private static final long serialVersionUID = 1L;

    /**
     * @param at file and line
     * @param problem the field or column and what is wrong with it
     * @param remedy what to do about it
     */
    BadLineException(String at, String problem, String remedy, @Nullable Throwable cause) {
        super(at + ": " + problem + "; " + remedy, cause == null ? new IllegalArgumentException(problem) : cause);
    }
}
