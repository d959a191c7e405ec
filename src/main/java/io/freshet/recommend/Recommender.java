package io.freshet.recommend;

import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;

/** Makes a reader's list: candidates, scores, list. Holds scratch memory: one for each thread. */
public final class Recommender {
    public Recommender(RecommendSettings settings, Ranker ranker) {}

    /**
     * The list of what this reader may want next; empty if the catalogue has nothing for the reader. Changes neither
     * argument: see {@link ReaderState#served(Recommendations)}.
     *
     * @param nowMillis the event time the list answers
     */
    public Recommendations recommend(
            ReaderState reader, Catalogue catalogue, long nowMillis, Trigger trigger, String recommendationId) {
        throw new UnsupportedOperationException();
    }
}
