package io.freshet.topology.reader;

import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.topology.context.ShortHash;

/**
 * Names lists. A name is derived from the reader, the list before and the moment, so that a list that is made again
 * after a failure has the same name, and two lists do not share one.
 */
final class RecommendationIds {
    private static final int BYTES = 12;

    private RecommendationIds() {}

    /** The name of the list that comes after the reader's last one. */
    static String next(ReaderState reader, long nowMillis, Trigger trigger) {
        String before = reader.lastList().map(Recommendations::recommendationId).orElse("");
        String origin = reader.userId() + '\n' + before + '\n' + nowMillis + '\n' + trigger;
        return ShortHash.of(origin, BYTES);
    }
}
