package io.freshet.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Strict decoding of UTF-8: malformed bytes are reported, never replaced. */
public final class Utf8 {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Utf8() {}

    /** Length of the byte order mark at the start: 3, or 0 if there is none. */
    public static int lengthOfByteOrderMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK.length
                        && bytes[0] == BYTE_ORDER_MARK[0]
                        && bytes[1] == BYTE_ORDER_MARK[1]
                        && bytes[2] == BYTE_ORDER_MARK[2]
                ? BYTE_ORDER_MARK.length
                : 0;
    }

    /** The index of the first malformed byte, or the length if all bytes are well-formed. */
    public static int firstMalformed(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        decode(in, CharBuffer.allocate(bytes.length));
        return in.position();
    }

    /**
     * Decodes UTF-8 from {@code in} up to the first malformed byte or the end, and leaves {@code in} positioned at that
     * point.
     *
     * @param out receives the characters; needs space for as many characters as {@code in} has bytes
     */
    public static void decode(ByteBuffer in, CharBuffer out) {
        // A character has at least as many bytes in UTF-8 as units in UTF-16: the output cannot overflow.
        StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    }
}
