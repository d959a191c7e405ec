package io.freshet.topology.context;

/**
 * Names of the sources, processors and sinks of the topology. A source or sink is named after its topic, a processor
 * after what it does.
 */
public final class NodeNames {
    public static final String ARTICLES_SOURCE = "articles-source";
    public static final String READS_SOURCE = "reads-by-article-source";
    public static final String CLICKS_SOURCE = "clicks-source";
    public static final String IMPRESSIONS_SOURCE = "impressions-source";
    public static final String ERASURES_SOURCE = "erasures-source";
    public static final String ANNOUNCEMENTS_SOURCE = "announcements-source";
    public static final String WORDS_SOURCE = "article-words-source";
    public static final String WORD_COMMANDS_SOURCE = "word-commands-source";
    public static final String POPULARITY_SOURCE = "article-popularity-source";
    public static final String CATALOGUE_SOURCE = "catalogue-source";
    public static final String WORD_VECTORS_SOURCE = "word-vectors-source";
    public static final String RANKER_WEIGHTS_SOURCE = "ranker-weights-source";
    public static final String REROUTED_ARTICLES_SOURCE = "rerouted-articles-source";
    public static final String REROUTED_READER_EVENTS_SOURCE = "rerouted-reader-events-source";

    public static final String DECODE_ARTICLE = "decode-article";
    public static final String DECODE_REROUTED_ARTICLE = "decode-rerouted-article";
    public static final String FORWARD_SIGNAL = "forward-signal";
    public static final String UPDATE_ARTICLES = "update-articles";
    public static final String DECODE_CLICK = "decode-click";
    public static final String DECODE_IMPRESSION = "decode-impression";
    public static final String DECODE_ERASURE = "decode-erasure";
    public static final String DECODE_REROUTED_EVENT = "decode-rerouted-event";
    public static final String FORWARD_ANNOUNCEMENT = "forward-announcement";
    public static final String RECOMMEND = "recommend";
    public static final String LEARN_WORDS = "learn-words";
    public static final String RANK_TRENDING = "rank-trending";
    public static final String FILL_CATALOGUE = "fill-catalogue";
    public static final String FILL_WORD_OVERLAY = "fill-word-overlay";
    public static final String FILL_RANKER_POOL = "fill-ranker-pool";

    public static final String REROUTED_ARTICLES_SINK = "rerouted-articles-sink";
    public static final String REROUTED_READER_EVENTS_SINK = "rerouted-reader-events-sink";
    public static final String RECOMMENDATIONS_SINK = "recommendations-sink";
    public static final String READS_SINK = "reads-by-article-sink";
    public static final String RANKER_WEIGHTS_SINK = "ranker-weights-sink";
    public static final String SHADOW_SINK = "shadow-recommendations-sink";
    public static final String ANNOUNCEMENTS_SINK = "announcements-sink";
    public static final String CATALOGUE_SINK = "catalogue-sink";
    public static final String PROFILES_SINK = "article-profiles-sink";
    public static final String RELATED_SINK = "related-sink";
    public static final String WORDS_SINK = "article-words-sink";
    public static final String WORD_VECTORS_SINK = "word-vectors-sink";
    public static final String POPULARITY_SINK = "article-popularity-sink";
    public static final String TRENDING_SINK = "trending-sink";

    /**
     * Sink of the dead letters made from rejected records of the topic {@code articles}. Each sub-topology has a
     * dead-letter sink of its own, because a shared sink would join the sub-topologies into one.
     */
    public static final String REJECTED_ARTICLES_SINK = "rejected-articles-sink";

    public static final String REJECTED_READER_EVENTS_SINK = "rejected-reader-events-sink";

    private NodeNames() {}
}
