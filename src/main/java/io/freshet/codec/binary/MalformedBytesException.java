package io.freshet.codec.binary;

import org.apache.kafka.common.errors.SerializationException;

/**
 * Signals that bytes of an internal topic or store cannot be decoded: the bytes are corrupt, or of a version that this
 * build cannot read.
 */
public class MalformedBytesException extends SerializationException {
    private static final long serialVersionUID = 1L;

    MalformedBytesException(String message) {
        super(message);
    }

    MalformedBytesException(String message, Throwable cause) {
        super(message, cause);
    }
}
