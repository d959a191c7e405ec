package io.freshet.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Computes SHA-256 hashes of texts and byte streams. Stateless. */
public final class Sha256 {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private Sha256() {}

    /** Creates a SHA-256 digest, for use by one thread. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns the hash of a text in UTF-8, 32 bytes. */
    public static byte[] of(String text) {
        return newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the first {@code bytes} bytes of the SHA-256 hash of a text, in URL-safe Base64 without padding. The
     * result fits a record key or an id.
     *
     * @param bytes bytes to keep, 1 to 32
     */
    public static String prefix(String text, int bytes) {
        return TEXT.encodeToString(Arrays.copyOf(of(text), bytes));
    }
}
