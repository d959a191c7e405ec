package io.freshet.codec.binary;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The serde of an internal value: a version byte, then the layout. Null stays null. Immutable, so safe from any thread.
 *
 * <p>A changed layout gets the next version, here and in every layout that holds it. Former versions are read where the
 * layout says how ({@link #alsoReading}); any other is refused by name, never guessed at. Only a version that a build can
 * have written is another build's: a first byte of 0, or far above the present version, is the start of bytes that are no
 * such value.
 */
@SuppressWarnings("NullAway") // Kafka passes nulls through serdes: a null value is a deletion.
public final class BinarySerde<T> implements Serde<T> {
    /** One for each thread, which grows to the size of what it writes once and not with every value. */
    private static final ThreadLocal<ByteWriter> WRITERS = ThreadLocal.withInitial(ByteWriter::new);

    /** A build this many versions ahead, or an older one, may have written a value. */
    private static final int VERSIONS_AHEAD_MAX = 8;

    private final String name;
    private final int version;
    private final BiConsumer<T, ByteWriter> writing;
    /** By version, the present one included. */
    private final Map<Integer, Function<ByteReader, T>> readings;

    /**
     * A serde of this layout.
     *
     * @param name what the value is, for messages
     * @param version 1 to 255
     */
    public BinarySerde(String name, int version, BiConsumer<T, ByteWriter> writing, Function<ByteReader, T> reading) {
        this(name, version, writing, Map.of(version, reading));
    }

    private BinarySerde(
            String name,
            int version,
            BiConsumer<T, ByteWriter> writing,
            Map<Integer, Function<ByteReader, T>> readings) {
        this.name = name;
        this.version = version;
        this.writing = writing;
        this.readings = readings;
    }

    /** The same, which also reads what a former build wrote; it is written in the present version with its next change. */
    public BinarySerde<T> alsoReading(int formerVersion, Function<ByteReader, T> reading) {
        Map<Integer, Function<ByteReader, T>> more = new HashMap<>(readings);
        more.put(formerVersion, reading);
        return new BinarySerde<>(name, version, writing, Map.copyOf(more));
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
        ByteWriter out = WRITERS.get();
        out.clear();
        out.writeByte(version);
        writing.accept(value, out);
        return out.toBytes();
    }

    private T decode(String topic, byte[] bytes) {
        try {
            ByteReader in = new ByteReader(bytes);
            int found = in.readByte();
            Function<ByteReader, T> reading = readings.get(found);
            if (reading == null && found > 0 && found <= version + VERSIONS_AHEAD_MAX) {
                throw new OtherVersionException(name, topic, found, version);
            }
            if (reading == null) {
                throw in.malformed("the version is " + found);
            }
            T value = reading.apply(in);
            in.checkEnd();
            return value;
        } catch (OtherVersionException e) {
            throw e;
        } catch (RuntimeException e) {
            // The records check themselves: what they refuse was never written.
            throw new MalformedBytesException("bytes on " + topic + " are no " + name + ": " + e.getMessage(), e);
        }
    }
}
