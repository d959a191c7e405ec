package io.freshet.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text of files, which is UTF-8: bytes that are none are found, never replaced, because two ids could become one. */
final class Utf8Text {
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

    /**
     * The content of a file after its byte order mark, if it has one.
     *
     * @throws DatasetException if it is that of UTF-16
     */
    static InputStream withoutByteOrderMark(StoredFile file) {
        try {
            byte[] first = file.content().readNBytes(BYTE_ORDER_MARK.length);
            boolean utf16 = first.length > 1
                    && ((first[0] == (byte) 0xFE && first[1] == (byte) 0xFF)
                            || (first[0] == (byte) 0xFF && first[1] == (byte) 0xFE));
            if (utf16) {
                throw new DatasetException(file.path() + ": this is UTF-16; convert it with iconv -f utf-16 -t utf-8");
            }
            int mark = byteOrderMarkLength(first, first.length);
            return new SequenceInputStream(new ByteArrayInputStream(first, mark, first.length - mark), file.content());
        } catch (IOException e) {
            throw file.unreadable(0, e);
        }
    }
}
