package io.freshet.codec.binary;

import org.apache.kafka.common.serialization.Deserializer;

/**
 * Deserializer that rejects null keys or null values, for a topic that must not have any. Without the check, the
 * processor would fail on null. Thread-safe if the wrapped deserializer is.
 */
@SuppressWarnings("NullAway") // Kafka passes nulls through deserializers.
public final class RequiredDeserializer<T> implements Deserializer<T> {
    private final String part;
    private final Deserializer<T> deserializer;

    private RequiredDeserializer(String part, Deserializer<T> deserializer) {
        this.part = part;
        this.deserializer = deserializer;
    }

    /** Creates a deserializer that rejects null keys. */
    public static <T> Deserializer<T> key(Deserializer<T> deserializer) {
        return new RequiredDeserializer<>("key", deserializer);
    }

    /** Creates a deserializer that rejects null values. */
    public static <T> Deserializer<T> value(Deserializer<T> deserializer) {
        return new RequiredDeserializer<>("value", deserializer);
    }

    /**
     * Decodes a key or value that must not be null.
     *
     * @throws MalformedBytesException if the bytes are null or cannot be decoded
     */
    @Override
    public T deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            throw new MalformedBytesException("a record on " + topic + " has no " + part);
        }
        return deserializer.deserialize(topic, bytes);
    }
}
