package io.freshet.codec.binary;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes of an internal topic or store that no build writes, or that another build wrote in another version. */
public class MalformedBytesException extends SerializationException {
    private static final long serialVersionUID = 1L;

    MalformedBytesException(String message) {
        super(message);
    }

    MalformedBytesException(String message, Throwable cause) {
        super(message, cause);
    }
}
