package io.freshet.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one reader did with one article at one moment.
 *
 * @param userId the reader, at most {@link Limits#ID_CHARS_MAX} characters
 * @param articleId the article, which need not have been announced
 * @param atMillis when, in epoch milliseconds
 * @param eventId a repeated eventId of the same reader counts once; null switches that off for this click
 * @param sessionId the publisher's session, if known
 * @param kind what the reader did
 * @param dwellSeconds how long the reader stayed, in seconds, 0 if unknown
 * @param segments what is known of the reader's situation: device, region, referrer and the like
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

    /** A plain click without anything optional. */
    public static Click of(String userId, String articleId, long atMillis) {
        return new Click(userId, articleId, atMillis, null, null, ClickKind.CLICK, 0, Map.of());
    }
}
