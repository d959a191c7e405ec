package io.freshet.topology.context;

/** Names of the stores that every instance fills from a whole topic, each with one object in memory. */
public final class GlobalStores {
    /** The {@link io.freshet.recommend.catalogue.Catalogue}. */
    public static final String CATALOGUE = "catalogue";

    /** Learned words and statistics of articles. */
    public static final String WORD_OVERLAY = "word-overlay";

    /** The {@link io.freshet.recommend.rank.RankerPool}. */
    public static final String RANKER_POOL = "ranker-pool";

    private GlobalStores() {}
}
