package io.freshet.dataset;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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

    /**
     * Why a file could not be read, in a few words: the message of the exception without the path, or else the name of
     * its class.
     */
    static String reason(Exception failed) {
        if (failed instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failed instanceof AccessDeniedException) {
            return "access denied";
        }
        String message = failed instanceof FileSystemException named ? named.getReason() : failed.getMessage();
        return message == null || message.isBlank() ? failed.getClass().getSimpleName() : message;
    }
}
