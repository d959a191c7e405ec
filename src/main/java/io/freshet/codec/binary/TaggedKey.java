package io.freshet.codec.binary;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keys of one tag byte and a text in UTF-8. They have no version byte because compaction compares their bytes. */
public final class TaggedKey {

    private TaggedKey() {}

    public static byte[] encode(char tag, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[1 + utf8.length];
        key[0] = (byte) tag;
        System.arraycopy(utf8, 0, key, 1, utf8.length);
        return key;
    }

    /** Makes a key of a tag and a text; null if it knows no such tag. */
    @FunctionalInterface
    public interface Decoder<K> {
        /** @throws IllegalArgumentException if the text is none of such a key */
        @Nullable
        K decode(char tag, String text);
    }

    /**
     * Decodes a key.
     *
     * @param topic for messages
     * @throws MalformedBytesException if the key is empty, its tag unknown or its text invalid
     */
    public static <K> K decode(String topic, byte[] key, Decoder<K> decoder) {
        if (key.length == 0) {
            throw new MalformedBytesException("a key on " + topic + " is empty");
        }
        int tag = key[0] & 0xff;
        K decoded;
        try {
            decoded = decoder.decode((char) tag, new String(key, 1, key.length - 1, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("a key on " + topic + " is invalid: " + e.getMessage(), e);
        }
        if (decoded == null) {
            throw new MalformedBytesException("a key on " + topic + " has the unknown tag " + tag);
        }
        return decoded;
    }
}
