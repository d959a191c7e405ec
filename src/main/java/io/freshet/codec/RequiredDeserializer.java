package io.freshet.codec;

import org.apache.kafka.common.serialization.Deserializer;

/**
 * Refuses the absent keys or values of a topic that has none of its own: the processor behind it would fail at them, as if the
 * fault were its own. Safe from any thread if the deserializer is.
 */
@SuppressWarnings("NullAway") // Kafka passes nulls through deserializers.
public final class RequiredDeserializer<T> implements Deserializer<T> {
    private final String part;
    private final Deserializer<T> deserializer;

    private RequiredDeserializer(String part, Deserializer<T> deserializer) {
        this.part = part;
        this.deserializer = deserializer;
    }

    /** Of keys. */
    public static <T> Deserializer<T> key(Deserializer<T> deserializer) {
        return new RequiredDeserializer<>("key", deserializer);
    }

    /** Of values. */
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
