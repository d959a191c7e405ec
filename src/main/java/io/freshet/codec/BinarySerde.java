package io.freshet.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The serde of an internal value: a version byte, then the layout. Null stays null. Stateless, so safe from any thread.
 *
 * <p>A changed layout gets the next version, here and in every layout that holds it. There is no reading of older ones
 * yet: a value of another version is refused by name, never guessed at.
 */
@SuppressWarnings("NullAway") // Kafka passes nulls through serdes: a null value is a deletion.
final class BinarySerde<T> implements Serde<T> {
    private final String name;
    private final int version;
    private final BiConsumer<T, ByteWriter> writing;
    private final Function<ByteReader, T> reading;

    /**
     * A serde of this layout.
     *
     * @param name what the value is, for messages
     * @param version 1 to 255
     */
    BinarySerde(String name, int version, BiConsumer<T, ByteWriter> writing, Function<ByteReader, T> reading) {
        this.name = name;
        this.version = version;
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : encode(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> bytes == null ? null : decode(topic, bytes);
    }

    private byte[] encode(T value) {
        ByteWriter out = new ByteWriter();
        out.writeByte(version);
        writing.accept(value, out);
        return out.toBytes();
    }

    private T decode(String topic, byte[] bytes) {
        try {
            ByteReader in = new ByteReader(bytes);
            int found = in.readByte();
            if (found != version) {
                throw new MalformedBytesException("version is " + found + ", this build reads " + version);
            }
            T value = reading.apply(in);
            in.checkEnd();
            return value;
        } catch (MalformedBytesException | IllegalArgumentException e) {
            // The records check themselves: what they refuse was never written.
            throw new MalformedBytesException("bytes on " + topic + " are no " + name + ": " + e.getMessage(), e);
        }
    }
}
