package io.freshet.topology.context;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The first bytes of a text's SHA-256, as text that fits a key or an identifier. */
public final class ShortHash {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private ShortHash() {}

    /**
     * The hash in URL-safe Base64 without padding.
     *
     * @param bytes how many bytes of the digest are kept, 1 to 32
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
