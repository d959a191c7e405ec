package io.freshet.runtime;

import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * A record was too large for its topic or for the producer and was not handed to the broker. The transaction it was to be
 * part of goes on without it. Without a stack, since it can happen for every event.
 */
final class RecordNotSentException extends RecordTooLargeException {
    private static final long serialVersionUID = 1L;

    RecordNotSentException(RecordLimits.Oversize oversize) {
        super(oversize.message());
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
