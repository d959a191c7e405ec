package io.freshet.dataset;

/**
 * Signals that a data set cannot be read. The message names the file, the line and the column or field if there is one,
 * and the next step for the user.
 */
public class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
