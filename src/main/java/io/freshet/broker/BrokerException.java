package io.freshet.broker;

/** The embedded broker cannot start; the message says in one line what to do about it. */
public final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerException(String message) {
        super(message);
    }

    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** For a start that failed somewhere inside Kafka, whose innermost cause says most. */
    static BrokerException notStarted(String what, Exception error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new BrokerException(what + " did not start: " + cause, error);
    }
}
