package io.freshet.web.access;

import io.freshet.text.Sha256;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Secret that a request for data about readers must carry in its header {@code Authorization: Bearer}. Only the SHA-256
 * digest is kept. Digests are compared in constant time, so that the time to reject a request reveals neither the
 * length of the secret nor how much of it was guessed. Safe from any thread.
 */
public final class AccessToken {
    /** Minimum number of characters of a secret; a random secret of this length resists brute force. */
    public static final int CHARS_MIN = 16;

    public static final int CHARS_MAX = 512;

    /** Pattern of a valid secret: visible ASCII, so that the secret fits an HTTP header and a file. */
    private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]{" + CHARS_MIN + "," + CHARS_MAX + "}");

    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    private AccessToken(byte[] digest) {
        this.digest = digest;
    }

    /**
     * Creates a token from its secret.
     *
     * @throws IllegalArgumentException if the secret is too short, too long or not visible ASCII; the message does not
     *     repeat the secret
     */
    public static AccessToken of(String secret) {
        if (!ALLOWED.matcher(secret).matches()) {
            throw new IllegalArgumentException("a token of " + secret.length() + " characters, expected " + CHARS_MIN
                    + " to " + CHARS_MAX + " letters, digits or signs without spaces");
        }
        return new AccessToken(Sha256.of(secret));
    }

    /** Value of the {@code Authorization} header that carries this secret. */
    public static String authorization(String secret) {
        return SCHEME + secret;
    }

    /** Whether an {@code Authorization} header carries this token; false if the header is absent (null). */
    boolean matches(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        digest,
                        Sha256.of(authorization.substring(SCHEME.length()).strip()));
    }

    /** Fixed text that does not reveal the secret. */
    @Override
    public String toString() {
        return "AccessToken(hidden)";
    }
}
