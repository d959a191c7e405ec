package io.freshet.broker;

/** Thrown if an embedded broker cannot start; the message is one line with the cause and the remedy. */
public final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerException(String message) {
        super(message);
    }

    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Creates the exception for a start that failed inside Kafka; the message names the innermost cause. */
    static BrokerException startFailed(String node, Exception error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new BrokerException(node + " did not start: " + cause, error);
    }
}
