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

    /** Message of an exception, without the name of its class; the name only if there is no message. */
    static String reason(Throwable error) {
        String message = error.getMessage();
        return message == null || message.isBlank() ? error.getClass().getSimpleName() : message;
    }

    /** Creates the exception for a start that failed inside Kafka; the message names the innermost cause. */
    static BrokerException startFailed(String node, Exception error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new BrokerException(
                node + " did not start: " + reason(cause) + "; the log lines above may say more", error);
    }
}
