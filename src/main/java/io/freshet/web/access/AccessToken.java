package io.freshet.web.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secret that whoever asks about readers must know; a request shows it in the header {@code Authorization: Bearer}.
 * Only its digest is kept, and offers are compared by digests in constant time, so that neither its length nor how much
 * of it was guessed can be told from how long a refusal takes. Safe from any thread.
 */
public final class AccessToken {
    /** Fewest characters: what is drawn at random from so many cannot be tried through. */
    public static final int CHARS_MIN = 16;

    public static final int CHARS_MAX = 512;

    /** What a token may be written with: visible ASCII, so that it fits a header and a file. */
    private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]{" + CHARS_MIN + "," + CHARS_MAX + "}");

    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    private AccessToken(byte[] digest) {
        this.digest = digest;
    }

    /**
     * A token of this text.
     *
     * @throws IllegalArgumentException if it has too few or other characters; the message does not repeat it
     */
    public static AccessToken of(String secret) {
        if (!ALLOWED.matcher(secret).matches()) {
            throw new IllegalArgumentException("a token of " + secret.length() + " characters, expected " + CHARS_MIN
                    + " to " + CHARS_MAX + " letters, digits or signs without spaces");
        }
        return new AccessToken(digest(secret));
    }

    /** What a client that knows the secret sends as {@code Authorization}. */
    public static String authorization(String secret) {
        return SCHEME + secret;
    }

    /** Whether the value of a request's {@code Authorization} header shows this token; null if it has none. */
    boolean isShownBy(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        digest, digest(authorization.substring(SCHEME.length()).strip()));
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "AccessToken(hidden)";
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
