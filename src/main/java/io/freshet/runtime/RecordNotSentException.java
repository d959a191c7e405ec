package io.freshet.runtime;

import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Reports a record that exceeds a size limit and was therefore not handed to the broker. The transaction goes on
 * without the record. Carries no stack trace, because it can occur for every event.
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
