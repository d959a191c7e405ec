package io.freshet.evaluate;

/** One way to make lists, in comparison with others on the same clicks. For one thread. */
public interface Contender {

    /** What it is called in the report; unique among those compared. */
    String name();

    /** Offers articles the reader has not read to an empty list. */
    void list(Moment moment, RankedList list);

    /**
     * Learns which article was read at this moment, after the list was judged. Most learn nothing here, but hear of every
     * click where all learn.
     */
    default void learn(Moment moment, String articleId) {}

    /** Whether {@link #learn} does anything: otherwise nobody need make up a moment for it. */
    default boolean learns() {
        return false;
    }
}
