package io.freshet.codec.binary;

import io.freshet.vector.FloatVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers, texts, vectors and lists from bytes that {@link ByteWriter} wrote. Every method throws
 * {@link MalformedBytesException} if the bytes end too soon or contain a value that no writer writes. No allocation
 * exceeds the remaining bytes. Not thread-safe.
 */
public final class ByteReader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle FLOATS = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.BIG_ENDIAN);

    /**
     * Largest accepted absolute value of a vector component. Vectors of articles and words are sums of vectors of
     * length about 1, so their components are far smaller.
     */
    private static final float COMPONENT_MAX = 1e12f;

    private final byte[] bytes;
    private int position;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads the next byte as a number from 0 to 255. */
    public int readByte() {
        need(1);
        return bytes[position++] & 0xff;
    }

    public boolean readBoolean() {
        int value = readByte();
        if (value > 1) {
            throw malformed("flag is " + value + ", expected 0 or 1");
        }
        return value == 1;
    }

    /** Reads a non-negative integer of variable length, as {@link ByteWriter#writeCount} writes it. */
    public long readCount() {
        long value = readBits();
        if (value < 0) {
            throw malformed("count is over " + Long.MAX_VALUE);
        }
        return value;
    }

    /** Reads a non-negative integer of variable length; an integer above {@code max} is malformed. */
    public int readCount(int max) {
        long value = readCount();
        if (value > max) {
            throw malformed("count is " + value + ", expected at most " + max);
        }
        return (int) value;
    }

    public long readInteger() {
        long bits = readBits();
        return (bits >>> 1) ^ -(bits & 1);
    }

    public long readLong() {
        need(8);
        long value = (long) LONGS.get(bytes, position);
        position += 8;
        return value;
    }

    int readInt() {
        need(4);
        int value = (int) INTS.get(bytes, position);
        position += 4;
        return value;
    }

    public float readFloat() {
        need(4);
        float value = (float) FLOATS.get(bytes, position);
        position += 4;
        return value;
    }

    public double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    public String readText() {
        int length = readSize(1);
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    @Nullable
    public String readOptionalText() {
        return readBoolean() ? readText() : null;
    }

    /** Reads {@code count} floats without checking their values. */
    float[] readFloats(long count) {
        if (count > remaining() / 4) {
            throw malformed(count + " floats do not fit into the " + remaining() + " remaining bytes");
        }
        float[] floats = new float[(int) count];
        for (int index = 0; index < floats.length; index++) {
            floats[index] = (float) FLOATS.get(bytes, position);
            position += 4;
        }
        return floats;
    }

    /**
     * Reads a vector and checks that no component exceeds {@link #COMPONENT_MAX} in absolute value. The inner product
     * of two such vectors is finite.
     */
    public FloatVector readVector() {
        float[] components = readFloats(readSize(4));
        for (float component : components) {
            if (!(Math.abs(component) <= COMPONENT_MAX)) {
                throw malformed("a component is " + component);
            }
        }
        return FloatVector.copyOf(components);
    }

    public <T> List<T> readList(Function<ByteReader, T> decoder) {
        int count = readSize(1);
        List<T> entries = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            entries.add(decoder.apply(this));
        }
        return entries;
    }

    public List<String> readTexts() {
        return readList(ByteReader::readText);
    }

    /** Reads one byte and returns the enum constant at that index of {@code constants}. */
    public <E extends Enum<E>> E readConstant(List<E> constants) {
        int index = readByte();
        if (index >= constants.size()) {
            throw malformed("constant is " + index + ", expected less than " + constants.size());
        }
        return constants.get(index);
    }

    public byte[] readBytes() {
        int length = readSize(1);
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    /** Reads all remaining bytes, for a layout whose last field is written without its length. */
    public byte[] readRest() {
        byte[] rest = Arrays.copyOfRange(bytes, position, bytes.length);
        position = bytes.length;
        return rest;
    }

    /** Checks that all bytes were read; throws {@link MalformedBytesException} if bytes are left over. */
    void checkEnd() {
        if (position != bytes.length) {
            throw malformed(remaining() + " bytes are left over");
        }
    }

    /** Creates an exception whose message has {@code problem} and the current read position. */
    public MalformedBytesException malformed(String problem) {
        return new MalformedBytesException(problem + " at byte " + position + " of " + bytes.length);
    }

    /**
     * Reads the number of entries that follow, and rejects a number of entries that cannot fit in the remaining bytes.
     * A corrupt size cannot exhaust memory.
     *
     * @param bytesEach smallest size of an entry in bytes
     */
    public int readSize(int bytesEach) {
        long size = readCount();
        if (size > remaining() / bytesEach) {
            throw malformed("bytes end too soon: a size is " + size);
        }
        return (int) size;
    }

    private long readBits() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw malformed("a number has more than 10 bytes");
    }

    private void need(int count) {
        if (remaining() < count) {
            throw malformed("bytes end too soon: " + count + " more are needed");
        }
    }

    private int remaining() {
        return bytes.length - position;
    }
}
