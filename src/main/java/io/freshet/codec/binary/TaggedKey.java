package io.freshet.codec.binary;

import java.nio.charset.StandardCharsets;

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

    /** Decodes the text after the tag. */
    public static String text(String topic, byte[] key) {
        if (key.length == 0) {
            throw new MalformedBytesException("a key on " + topic + " is empty");
        }
        return new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
    }

    /** Creates an exception for a text that is no key of its kind. */
    public static MalformedBytesException invalidText(String topic, IllegalArgumentException cause) {
        return new MalformedBytesException("a key on " + topic + " is invalid: " + cause.getMessage(), cause);
    }

    public static MalformedBytesException unknownTag(String topic, byte[] key) {
        return new MalformedBytesException("a key on " + topic + " has the unknown tag " + (key[0] & 0xff));
    }
}
