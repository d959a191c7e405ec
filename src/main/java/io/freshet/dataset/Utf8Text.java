package io.freshet.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text of files, which is UTF-8: bytes that are none are found, never replaced, because two ids could become one. */
final class Utf8Text {
    /** Remedy for a file that is not UTF-8. */
    static final String REMEDY = "convert the file, if it is Latin-1 with iconv -f latin1 -t utf-8";

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Utf8Text() {}

    /** Decodes the first bytes of an array. */
    static String decode(byte[] bytes, int length) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, length))
                .toString();
    }

    /** The text of a string whose characters are bytes. */
    static String strictlyOfBytes(String bytes) throws CharacterCodingException {
        byte[] encoded = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return decode(encoded, encoded.length);
    }

    /** The same, where what is no UTF-8 may be replaced: for messages and names of columns. */
    static String ofBytes(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** How many of the first bytes are a byte order mark: 3 or none. */
    static int byteOrderMarkLength(byte[] bytes, int length) {
        return length >= BYTE_ORDER_MARK.length
                        && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)
                ? BYTE_ORDER_MARK.length
                : 0;
    }
}
