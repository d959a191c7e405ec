package io.freshet.topology.context;

/** Names of the stores that hold one object in memory. */
public final class GlobalStores {
    /** The {@link io.freshet.recommend.catalogue.Catalogue}, on every instance. */
    public static final String CATALOGUE = "catalogue";

    /** The learned words and the statistics of articles, on every instance. */
    public static final String WORD_OVERLAY = "word-overlay";

    /** The {@link io.freshet.recommend.rank.RankerPool}, on every instance. */
    public static final String RANKER_POOL = "ranker-pool";

    /** Cached states of the articles of one task. */
    public static final String ITEM_DESK = "item-desk";

    private GlobalStores() {}
}
