package io.freshet.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** UTF-8 read strictly: what is malformed is found, never replaced. */
public final class Utf8 {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Utf8() {}

    /** 3 if the bytes begin with a byte order mark, else 0. */
    public static int lengthOfByteOrderMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK.length
                        && bytes[0] == BYTE_ORDER_MARK[0]
                        && bytes[1] == BYTE_ORDER_MARK[1]
                        && bytes[2] == BYTE_ORDER_MARK[2]
                ? BYTE_ORDER_MARK.length
                : 0;
    }

    /** The position of the first byte that belongs to no well-formed character, or the length if there is none. */
    public static int firstMalformed(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        decode(in, CharBuffer.allocate(bytes.length));
        return in.position();
    }

    /** Decodes up to the first malformed byte, where {@code in} then stands, or to the end. */
    public static void decode(ByteBuffer in, CharBuffer out) {
        // A character of UTF-8 has at least as many bytes as UTF-16 units: the result cannot overflow.
        StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    }
}
