package io.freshet.codec.binary;

import org.apache.kafka.common.serialization.Deserializer;

/**
 * Refuses absent keys or values on a topic where every record has them. Without this check the processor would fail at them.
 * Safe from any thread if the deserializer is.
 */
@SuppressWarnings("NullAway") // Kafka passes nulls through deserializers.
public final class RequiredDeserializer<T> implements Deserializer<T> {
    private final String part;
    private final Deserializer<T> deserializer;

    private RequiredDeserializer(String part, Deserializer<T> deserializer) {
        this.part = part;
        this.deserializer = deserializer;
    }

    /** A deserializer that refuses absent keys. */
    public static <T> Deserializer<T> key(Deserializer<T> deserializer) {
        return new RequiredDeserializer<>("key", deserializer);
    }

    /** A deserializer that refuses absent values. */
    public static <T> Deserializer<T> value(Deserializer<T> deserializer) {
        return new RequiredDeserializer<>("value", deserializer);
    }

    /** @throws MalformedBytesException if there are no bytes, or they cannot be read */
    @Override
    public T deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            throw new MalformedBytesException("a record on " + topic + " has no " + part);
        }
        return deserializer.deserialize(topic, bytes);
    }
}
