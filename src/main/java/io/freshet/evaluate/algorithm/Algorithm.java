package io.freshet.evaluate.algorithm;

import io.freshet.evaluate.measure.RankedList;
import java.util.List;

/** Recommendation algorithm under evaluation. For one thread. */
public interface Algorithm {

    /** Name in the report, unique within an evaluation. */
    String name();

    /** Fills {@code list}, empty at the call, with the best articles that the requesting reader has not read. */
    void list(ListRequest request, RankedList list);

    /**
     * Writes the score of article {@code i} of an impression, {@code shown.get(i)}, to {@code scores[i]}; all unknown
     * articles get the same score. Articles that the reader has read are scored like others.
     *
     * @param request request whose candidates include all articles of {@code shown} that are in the catalogue
     * @param scores receives one score per element of {@code shown}, higher is better
     */
    void score(ListRequest request, List<String> shown, double[] scores);

    /**
     * Trains on the article that the reader read after the request; called after the list for the request was
     * evaluated. Algorithms that are not rankers learn from the shared stream of clicks instead and do nothing here.
     */
    default void learn(ListRequest request, String articleId) {}

    /**
     * Learns from an impression, after the algorithm's ranking of the impression was evaluated; by default, does
     * nothing.
     */
    default void show(ListRequest request, List<String> shown) {}

    /** Erases everything recorded about a reader. */
    default void forget(String userId) {}

    /** Whether {@link #learn} and {@link #show} do anything; if false, they need not be called. */
    default boolean learns() {
        return false;
    }
}
