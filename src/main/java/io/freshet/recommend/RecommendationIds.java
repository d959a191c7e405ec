package io.freshet.recommend;

import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.text.Sha256;

/**
 * Derives the ids of recommendation lists from the reader, the id of the previous list, the event time and the trigger.
 * A list that is made again after a failure gets the same id, and no two lists share one.
 */
final class RecommendationIds {
    private static final int BYTES = 12;

    private RecommendationIds() {}

    /**
     * Id of the reader's next list, derived from the reader's last list, the event time and the cause of the new list.
     */
    static String next(ReaderState reader, long eventMillis, Trigger trigger) {
        String previous =
                reader.lastList().map(Recommendations::recommendationId).orElse("");
        String origin = reader.userId() + '\n' + previous + '\n' + eventMillis + '\n' + trigger;
        return Sha256.prefix(origin, BYTES);
    }
}
