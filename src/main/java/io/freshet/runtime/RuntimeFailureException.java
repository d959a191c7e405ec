package io.freshet.runtime;

/** The instance cannot start or has stopped; the message says in one line why and what helps. */
public final class RuntimeFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RuntimeFailureException(String message) {
        super(message);
    }

    public RuntimeFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
