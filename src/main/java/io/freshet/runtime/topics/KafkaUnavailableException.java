package io.freshet.runtime.topics;

/** The cluster does not answer or refuses; the message says what was asked of it. */
public final class KafkaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KafkaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
