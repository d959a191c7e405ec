package io.freshet.recommend;

import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.text.Sha256;

/**
 * Ids of lists. An id is derived from the reader, the id of the previous list, the event time and the trigger: a list that
 * is made again after a failure gets the same id, and no two lists share one.
 */
final class RecommendationIds {
    private static final int BYTES = 12;

    private RecommendationIds() {}

    /** The id of the list that follows the reader's last one. */
    static String next(ReaderState reader, long eventMillis, Trigger trigger) {
        String previous =
                reader.lastList().map(Recommendations::recommendationId).orElse("");
        String origin = reader.userId() + '\n' + previous + '\n' + eventMillis + '\n' + trigger;
        return Sha256.prefix(origin, BYTES);
    }
}
