package io.freshet.topology.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Content of a rejected record that its dead letter keeps: all of it, or the first bytes of a record too large to send.
 * A sender that compresses can send larger records than our producer, which counts bytes before compression. Under
 * exactly-once, one such record would fail the transaction, be read again and fail again, without end.
 */
public final class DeadLetterContent {
    /**
     * Maximum size, in bytes, of a record that is kept whole: key, value and headers together. Kafka's producers send
     * up to 1 MB.
     */
    public static final int WHOLE_BYTES_MAX = 512 << 10;

    /** Number of bytes kept of the key, and of the value, of a record larger than {@link #WHOLE_BYTES_MAX}. */
    public static final int CUT_BYTES = 64 << 10;

    /** Header with the size of the original key in bytes; present if the record was cut. */
    public static final String KEY_BYTES = "__streams.errors.key.bytes";
    /** Header with the size of the original value in bytes; present if the record was cut. */
    public static final String VALUE_BYTES = "__streams.errors.value.bytes";
    /** Header with the size of the dropped headers in bytes; present if the record was cut. */
    public static final String HEADERS_BYTES = "__streams.errors.headers.bytes";

    private static final String HEADER_PREFIX = "__streams.errors.";

    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Headers headers;

    private DeadLetterContent(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    /**
     * Content to keep of a received record: the whole record, or the first bytes of one larger than {@link
     * #WHOLE_BYTES_MAX}.
     */
    public static DeadLetterContent of(byte @Nullable [] key, byte @Nullable [] value, Headers received) {
        long headersBytes = bytes(received);
        if (length(key) + length(value) + headersBytes <= WHOLE_BYTES_MAX) {
            return new DeadLetterContent(key, value, new RecordHeaders(received.toArray()));
        }
        Headers sizes = new RecordHeaders();
        add(sizes, KEY_BYTES, length(key));
        add(sizes, VALUE_BYTES, length(value));
        add(sizes, HEADERS_BYTES, headersBytes);
        return new DeadLetterContent(cut(key, CUT_BYTES), cut(value, CUT_BYTES), sizes);
    }

    /**
     * Shortens key and value of an oversized dead letter to {@code bytesMax} bytes each; empty if nothing is left to
     * shorten. Only the headers with reason, origin and sizes are kept.
     *
     * @param bytesMax bytes kept of the key, and as many of the value
     */
    public static Optional<DeadLetterContent> shortened(
            byte @Nullable [] key, byte @Nullable [] value, Headers headers, int bytesMax) {
        Headers ours = new RecordHeaders();
        headers.forEach(header -> {
            if (header.key().startsWith(HEADER_PREFIX)) {
                ours.add(header);
            }
        });
        if (ours.lastHeader(VALUE_BYTES) == null) {
            add(ours, KEY_BYTES, length(key));
            add(ours, VALUE_BYTES, length(value));
            add(ours, HEADERS_BYTES, bytes(headers) - bytes(ours));
        }
        byte[] shortKey = cut(key, bytesMax);
        byte[] shortValue = cut(value, bytesMax);
        boolean shorter =
                length(shortKey) + length(shortValue) + bytes(ours) < length(key) + length(value) + bytes(headers);
        return shorter ? Optional.of(new DeadLetterContent(shortKey, shortValue, ours)) : Optional.empty();
    }

    public byte @Nullable [] key() {
        return key;
    }

    public byte @Nullable [] value() {
        return value;
    }

    /**
     * Headers to keep: all headers of a whole record, otherwise only those named {@code __streams.errors.*}. Mutable.
     */
    public Headers headers() {
        return headers;
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int bytesMax) {
        return bytes == null || bytes.length <= bytesMax ? bytes : Arrays.copyOf(bytes, bytesMax);
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
