package io.freshet.codec.binary;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes record keys of two parts: a tag byte that gives the kind of key, then a text in UTF-8. These keys
 * have no version byte because compaction compares the bytes of keys.
 */
public final class TaggedKey {

    private TaggedKey() {}

    public static byte[] encode(char tag, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[1 + utf8.length];
        key[0] = (byte) tag;
        System.arraycopy(utf8, 0, key, 1, utf8.length);
        return key;
    }

    /** Creates a key from its tag and its text. */
    @FunctionalInterface
    public interface Decoder<K> {
        /**
         * Creates a key from its tag and its text; null if the tag is unknown.
         *
         * @throws IllegalArgumentException if the text is invalid for a key with this tag
         */
        @Nullable
        K decode(char tag, String text);
    }

    /**
     * Splits a key into its tag and its text, and returns the key that {@code decoder} creates from both.
     *
     * @param topic name of the topic, for messages
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
