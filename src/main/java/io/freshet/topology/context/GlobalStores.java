package io.freshet.topology.context;

/**
 * Names of the global stores, of which every instance holds a complete copy. A global store holds one object in memory,
 * which every instance fills from a whole topic.
 */
public final class GlobalStores {
    /** Store of the {@link io.freshet.recommend.catalogue.Catalogue}: descriptions and activity of all articles. */
    public static final String CATALOGUE = "catalogue";

    /** Store of the word knowledge: learned word vectors, and statistics of articles by language and category. */
    public static final String WORD_KNOWLEDGE = "word-overlay";

    /** Store of the {@link io.freshet.recommend.rank.RankerPool}: the latest ranker weights of all reader tasks. */
    public static final String RANKER_POOL = "ranker-pool";

    private GlobalStores() {}
}
