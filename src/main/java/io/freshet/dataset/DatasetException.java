package io.freshet.dataset;

/**
 * A data set cannot be read. The message names the file, where it applies the line and the column or field, and what
 * to do about it.
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
