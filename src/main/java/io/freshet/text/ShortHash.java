package io.freshet.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** First bytes of the SHA-256 of a text, encoded to fit a record key or an id. */
public final class ShortHash {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private ShortHash() {}

    /**
     * Hashes a text.
     *
     * @param bytes bytes of the digest to keep, 1 to 32
     * @return URL-safe Base64 without padding
     */
    public static String of(String text, int bytes) {
        byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return TEXT.encodeToString(Arrays.copyOf(digest, bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
