package io.freshet.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes text of files from UTF-8. Malformed bytes are errors and never replaced, because two ids could become equal.
 */
final class Utf8Text {
    /** Advice that error messages give for a file that is not UTF-8. */
    static final String REMEDY = "convert the file to UTF-8, such as with iconv -f latin1 -t utf-8";

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Utf8Text() {}

    /** Decodes the first {@code length} bytes of an array; fails if a byte is malformed. */
    static String decode(byte[] bytes, int length) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, length))
                .toString();
    }

    /** Decodes UTF-8 from a string that holds one byte per character; fails if a byte is malformed. */
    static String strictlyOfBytes(String bytes) throws CharacterCodingException {
        byte[] encoded = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return decode(encoded, encoded.length);
    }

    /**
     * Decodes UTF-8 from a string that holds one byte per character, and replaces malformed bytes; for messages and
     * names of columns.
     */
    static String ofBytes(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Length of the byte order mark at the start: 3, or 0 if there is none. */
    static int byteOrderMarkLength(byte[] bytes, int length) {
        return length >= BYTE_ORDER_MARK.length
                        && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)
                ? BYTE_ORDER_MARK.length
                : 0;
    }
}
