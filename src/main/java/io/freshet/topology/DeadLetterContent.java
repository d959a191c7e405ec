package io.freshet.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What of a record that could not be used is kept in its dead letter: all of it, or the first bytes of one that is too large
 * to be sent on. A sender who compresses gets more through to us than our producer, which counts bytes before compression,
 * may send; under exactly-once one such refusal by the producer ends the transaction, and the record is read again, and
 * refused again, for ever.
 */
public final class DeadLetterContent {
    /** Key, value and headers of this many bytes together are kept as they came; Kafka's producers send 1 MB. */
    public static final int WHOLE_BYTES_MAX = 512 << 10;

    /** Bytes kept of the key and of the value of a larger record. */
    public static final int CUT_BYTES = 64 << 10;

    /** Bytes that the key had, in a dead letter that is not whole. */
    public static final String KEY_BYTES = "__streams.errors.key.bytes";
    /** Bytes that the value had, in a dead letter that is not whole. */
    public static final String VALUE_BYTES = "__streams.errors.value.bytes";
    /** Bytes that the headers had, in a dead letter that is not whole, which has none of them. */
    public static final String HEADERS_BYTES = "__streams.errors.headers.bytes";

    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Headers headers;

    private DeadLetterContent(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    /** What is kept of a record as received. */
    public static DeadLetterContent of(byte @Nullable [] key, byte @Nullable [] value, Headers received) {
        long headersBytes = bytes(received);
        if (length(key) + length(value) + headersBytes <= WHOLE_BYTES_MAX) {
            return new DeadLetterContent(key, value, new RecordHeaders(received.toArray()));
        }
        Headers sizes = new RecordHeaders();
        add(sizes, KEY_BYTES, length(key));
        add(sizes, VALUE_BYTES, length(value));
        add(sizes, HEADERS_BYTES, headersBytes);
        return new DeadLetterContent(cut(key), cut(value), sizes);
    }

    public byte @Nullable [] key() {
        return key;
    }

    public byte @Nullable [] value() {
        return value;
    }

    /** Those received, or the sizes; to be added to. */
    public Headers headers() {
        return headers;
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes) {
        return bytes == null || bytes.length <= CUT_BYTES ? bytes : Arrays.copyOf(bytes, CUT_BYTES);
    }

    private static long bytes(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void add(Headers headers, String name, long bytes) {
        headers.add(name, Long.toString(bytes).getBytes(StandardCharsets.UTF_8));
    }
}
