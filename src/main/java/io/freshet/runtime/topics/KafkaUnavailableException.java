package io.freshet.runtime.topics;

/** Thrown if the cluster does not answer or rejects a request; the message names the request. */
public final class KafkaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KafkaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
