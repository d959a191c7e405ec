package io.freshet.codec.binary;

import io.freshet.vector.FloatVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbers, texts, vectors and lists as bytes for internal topics and stores; {@link ByteReader} reads them. Not
 * thread-safe.
 *
 * <table>
 *   <caption>Primitives</caption>
 *   <tr><th>name</th><th>bytes</th></tr>
 *   <tr><td>byte</td><td>1</td></tr>
 *   <tr><td>count</td><td>1-10: unsigned, 7 bits a byte, lowest first; the high bit: another byte follows</td></tr>
 *   <tr><td>integer</td><td>1-10: signed, as the count {@code (n << 1) ^ (n >> 63)}</td></tr>
 *   <tr><td>long, float, double</td><td>8, 4, 8: big-endian</td></tr>
 *   <tr><td>text</td><td>count of bytes, then UTF-8</td></tr>
 *   <tr><td>bytes</td><td>count of bytes, then the bytes</td></tr>
 *   <tr><td>text?</td><td>0 for null, else 1 and the text</td></tr>
 *   <tr><td>vector</td><td>count of components, then floats</td></tr>
 *   <tr><td>list</td><td>count of entries, then the entries</td></tr>
 * </table>
 */
public final class ByteWriter {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle FLOATS = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.BIG_ENDIAN);

    private static final int FIRST_BYTES = 256;
    /**
     * Size in bytes up to which the buffer is kept for the next value. A larger buffer is released, so that one large
     * value does not hold memory.
     */
    private static final int KEPT_BYTES_MAX = 64 << 10;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    /** Discards all bytes written. */
    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[FIRST_BYTES];
        }
    }

    public void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    /** Writes a non-negative integer in variable length: smaller values take fewer bytes. */
    public void writeCount(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("count is " + value + ", expected at least 0");
        }
        writeBits(value);
    }

    public void writeInteger(long value) {
        writeBits((value << 1) ^ (value >> 63));
    }

    public void writeLong(long value) {
        reserve(8);
        LONGS.set(bytes, size, value);
        size += 8;
    }

    void writeInt(int value) {
        reserve(4);
        INTS.set(bytes, size, value);
        size += 4;
    }

    public void writeFloat(float value) {
        reserve(4);
        FLOATS.set(bytes, size, value);
        size += 4;
    }

    public void writeDouble(double value) {
        writeLong(Double.doubleToRawLongBits(value));
    }

    public void writeText(String value) {
        if (!writeAscii(value)) {
            writeUtf8(value);
        }
    }

    /**
     * Writes a text of ASCII characters only and returns true; writes nothing and returns false for any other text.
     * Most identifiers are ASCII, and this method needs no temporary array.
     */
    private boolean writeAscii(String value) {
        int start = size;
        int chars = value.length();
        writeCount(chars);
        reserve(chars);
        for (int index = 0; index < chars; index++) {
            char character = value.charAt(index);
            if (character >= 0x80) {
                size = start;
                return false;
            }
            bytes[size++] = (byte) character;
        }
        return true;
    }

    private void writeUtf8(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        writeCount(utf8.length);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    public void writeOptionalText(@Nullable String value) {
        writeBoolean(value != null);
        if (value != null) {
            writeText(value);
        }
    }

    /** Writes floats without their count. */
    void writeFloats(float[] values) {
        reserve(4 * values.length);
        for (float value : values) {
            FLOATS.set(bytes, size, value);
            size += 4;
        }
    }

    public void writeVector(FloatVector vector) {
        writeCount(vector.dimension());
        reserve(4 * vector.dimension());
        for (int index = 0; index < vector.dimension(); index++) {
            FLOATS.set(bytes, size, vector.get(index));
            size += 4;
        }
    }

    public <T> void writeList(Collection<T> entries, BiConsumer<T, ByteWriter> encoder) {
        writeCount(entries.size());
        for (T entry : entries) {
            encoder.accept(entry, this);
        }
    }

    public void writeTexts(Collection<String> texts) {
        writeCount(texts.size());
        for (String text : texts) {
            writeText(text);
        }
    }

    /**
     * Writes one byte: the index of {@code constant} in {@code constants}. Each layout has its own list, so the byte
     * does not depend on the order in which the enum declares its constants.
     */
    public <E extends Enum<E>> void writeConstant(List<E> constants, E constant) {
        int index = constants.indexOf(constant);
        if (index < 0) {
            throw new IllegalArgumentException("the layout has no byte for " + constant);
        }
        writeByte(index);
    }

    public void writeBytes(byte[] value) {
        writeCount(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** A copy of all bytes written. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void writeBits(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, count)));
        }
    }
}
