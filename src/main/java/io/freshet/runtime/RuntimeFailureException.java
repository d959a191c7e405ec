package io.freshet.runtime;

/** Thrown if an instance cannot start or has stopped; the message is one line with the cause and the remedy. */
public final class RuntimeFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RuntimeFailureException(String message) {
        super(message);
    }

    public RuntimeFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
