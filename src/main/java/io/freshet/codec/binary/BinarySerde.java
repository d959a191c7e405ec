package io.freshet.codec.binary;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde for values of internal topics and stores: a version byte, then the fields of the value's layout. Null stays
 * null. Immutable and thread-safe.
 *
 * <p>A changed layout gets the next version, and so does every layout that contains it. Former versions can be read if
 * the layout declares how ({@link #withFormerVersion}); values of any other version are rejected. A first byte of 0, or
 * one far above the current version, was written by no build: such bytes are malformed.
 */
@SuppressWarnings("NullAway") // Kafka passes nulls through serdes: a null value is a deletion.
public final class BinarySerde<T> implements Serde<T> {
    /** One writer per thread, so that its buffer does not grow again for every value. */
    private static final ThreadLocal<ByteWriter> WRITERS = ThreadLocal.withInitial(ByteWriter::new);

    /**
     * Largest number of versions above the current one that count as versions of a newer build. A version byte above
     * that counts as malformed.
     */
    private static final int VERSIONS_AHEAD_MAX = 8;

    private final String name;
    private final int version;
    private final BiConsumer<T, ByteWriter> encoder;
    /** Decoders by version byte, the current version included. */
    private final Map<Integer, Function<ByteReader, T>> decoders;

    /**
     * Creates a serde that writes and reads one version only.
     *
     * @param name name of the value for messages, such as {@code reader state}
     * @param version 1 to 255
     */
    public BinarySerde(String name, int version, BiConsumer<T, ByteWriter> encoder, Function<ByteReader, T> decoder) {
        this(name, version, encoder, Map.of(version, decoder));
    }

    private BinarySerde(
            String name,
            int version,
            BiConsumer<T, ByteWriter> encoder,
            Map<Integer, Function<ByteReader, T>> decoders) {
        this.name = name;
        this.version = version;
        this.encoder = encoder;
        this.decoders = decoders;
    }

    /**
     * Copy of this serde that also reads values of a former version, with {@code decoder}. Values are always written in
     * the current version.
     */
    public BinarySerde<T> withFormerVersion(int formerVersion, Function<ByteReader, T> decoder) {
        Map<Integer, Function<ByteReader, T>> more = new HashMap<>(decoders);
        more.put(formerVersion, decoder);
        return new BinarySerde<>(name, version, encoder, Map.copyOf(more));
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
        encoder.accept(value, out);
        return out.toBytes();
    }

    private T decode(String topic, byte[] bytes) {
        try {
            ByteReader in = new ByteReader(bytes);
            int found = in.readByte();
            Function<ByteReader, T> decoder = decoders.get(found);
            if (decoder == null && found > 0 && found <= version + VERSIONS_AHEAD_MAX) {
                throw new OtherVersionException(name, topic, found, version);
            }
            if (decoder == null) {
                throw in.malformed("the version is " + found);
            }
            T value = decoder.apply(in);
            in.checkEnd();
            return value;
        } catch (OtherVersionException e) {
            throw e;
        } catch (RuntimeException e) {
            // The decoded types check themselves: a value that they reject was never written.
            throw new MalformedBytesException("bytes on " + topic + " are not " + name + ": " + e.getMessage(), e);
        }
    }
}
