package io.freshet.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action of a reader on an article: a click, like, share or hide.
 *
 * @param userId the reader, at most {@link Limits#ID_CHARS_MAX} characters
 * @param articleId the article; it may be unannounced
 * @param atMillis event time, epoch milliseconds
 * @param eventId key for deduplication: a repeated eventId of the same reader counts once; null disables deduplication
 * @param sessionId the publisher's session; null if unknown
 * @param kind the action
 * @param dwellSeconds reading time, seconds; 0 if unknown
 * @param segments context of the reader by name, such as device, region or referrer; at most
 *     {@link Limits#SEGMENTS_MAX}
 */
public record Click(
        String userId,
        String articleId,
        long atMillis,
        @Nullable String eventId,
        @Nullable String sessionId,
        ClickKind kind,
        double dwellSeconds,
        Map<String, String> segments) {

    public Click {
        Limits.id("userId", userId);
        Limits.id("articleId", articleId);
        if (eventId != null) {
            Limits.id("eventId", eventId);
        }
        if (sessionId != null) {
            Limits.id("sessionId", sessionId);
        }
        if (!(dwellSeconds >= 0 && dwellSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("dwellSeconds is " + dwellSeconds + ", expected a number from 0");
        }
        segments = Map.copyOf(segments);
        if (segments.size() > Limits.SEGMENTS_MAX) {
            throw new IllegalArgumentException(
                    "segments has " + segments.size() + " entries, more than the limit of " + Limits.SEGMENTS_MAX);
        }
        segments.forEach((name, value) -> {
            Limits.label("segments", name);
            Limits.label("segments." + name, value);
        });
    }

    /** Creates a click without optional fields. */
    public static Click of(String userId, String articleId, long atMillis) {
        return new Click(userId, articleId, atMillis, null, null, ClickKind.CLICK, 0, Map.of());
    }
}
