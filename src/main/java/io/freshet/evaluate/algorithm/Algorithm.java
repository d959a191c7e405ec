package io.freshet.evaluate.algorithm;

import io.freshet.evaluate.measure.RankedList;
import java.util.List;

/** One way to make lists, in comparison with others on the same clicks. For one thread. */
public interface Algorithm {

    /** Name in the report; unique among those compared. */
    String name();

    /** Offers articles the reader has not read to an empty list. */
    void list(ListRequest moment, RankedList list);

    /**
     * Scores articles that a reader is shown, whether read before or not; those it knows nothing of alike.
     *
     * @param moment whose candidates hold all of {@code shown} that the catalogue does
     * @param scores its elements are overwritten, one for each of {@code shown}; higher is better
     */
    void score(ListRequest moment, List<String> shown, double[] scores);

    /**
     * Learns which article was read at this moment, after the list was judged. Most learn nothing here, but hear of every
     * click where all learn.
     */
    default void learn(ListRequest moment, String articleId) {}

    /** Takes note of what the reader is shown at this moment, after its ranking was judged, if it learns. */
    default void show(ListRequest moment, List<String> shown) {}

    /** Forgets what it has noted of a reader. */
    default void forget(String userId) {}

    /** Whether {@link #learn} does anything: otherwise nobody need make up a moment for it. */
    default boolean learns() {
        return false;
    }
}
