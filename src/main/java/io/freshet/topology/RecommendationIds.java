package io.freshet.topology;

import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.ReaderState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Names lists. A name is derived from the reader, the list before and the moment, so that a list that is made again
 * after a failure has the same name, and two lists do not share one.
 */
final class RecommendationIds {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final int BYTES = 12;

    private RecommendationIds() {}

    /** The name of the list that comes after the reader's last one. */
    static String next(ReaderState reader, long nowMillis, Trigger trigger) {
        String before = reader.lastList().map(Recommendations::recommendationId).orElse("");
        String origin = reader.userId() + '\n' + before + '\n' + nowMillis + '\n' + trigger;
        byte[] digest = sha256().digest(origin.getBytes(StandardCharsets.UTF_8));
        return new String(TEXT.encode(ByteBuffer.wrap(digest, 0, BYTES)).array(), StandardCharsets.US_ASCII);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
