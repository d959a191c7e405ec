package io.freshet.topology;

/** The names of the topology's nodes: what each does, or which topic it reads or writes. */
final class Nodes {
    static final String ARTICLES_SOURCE = "articles-source";
    static final String READS_SOURCE = "reads-by-article-source";
    static final String CLICKS_SOURCE = "clicks-source";
    static final String IMPRESSIONS_SOURCE = "impressions-source";
    static final String ERASURES_SOURCE = "erasures-source";
    static final String ANNOUNCEMENTS_SOURCE = "announcements-source";
    static final String WORDS_SOURCE = "article-words-source";
    static final String WORD_COMMANDS_SOURCE = "word-commands-source";
    static final String POPULARITY_SOURCE = "article-popularity-source";
    static final String CATALOGUE_SOURCE = "catalogue-source";
    static final String WORD_VECTORS_SOURCE = "word-vectors-source";

    static final String RANKER_WEIGHTS_SOURCE = "ranker-weights-source";

    static final String REROUTED_ARTICLES_SOURCE = "rerouted-articles-source";
    static final String REROUTED_READER_EVENTS_SOURCE = "rerouted-reader-events-source";

    static final String RECEIVE_REROUTED_ARTICLE = "receive-rerouted-article";
    static final String DECODE_REROUTED_EVENT = "decode-rerouted-event";

    static final String UNDERSTAND_ARTICLE = "understand-article";
    static final String LEARN_ITEM = "learn-item";
    static final String DECODE_CLICK = "decode-click";
    static final String DECODE_IMPRESSION = "decode-impression";
    static final String DECODE_ERASURE = "decode-erasure";
    static final String HEAR_ANNOUNCEMENT = "hear-announcement";
    static final String RECOMMEND = "recommend";
    static final String LEARN_WORDS = "learn-words";
    static final String RANK_TRENDING = "rank-trending";
    static final String FILL_CATALOGUE = "fill-catalogue";
    static final String FILL_WORD_OVERLAY = "fill-word-overlay";

    static final String FILL_RANKER_POOL = "fill-ranker-pool";

    static final String REROUTED_ARTICLES_SINK = "rerouted-articles-sink";
    static final String REROUTED_READER_EVENTS_SINK = "rerouted-reader-events-sink";
    static final String RECOMMENDATIONS_SINK = "recommendations-sink";
    static final String READS_SINK = "reads-by-article-sink";
    static final String RANKER_WEIGHTS_SINK = "ranker-weights-sink";
    static final String SHADOW_SINK = "shadow-recommendations-sink";
    static final String ANNOUNCEMENTS_SINK = "announcements-sink";
    static final String CATALOGUE_SINK = "catalogue-sink";
    static final String PROFILES_SINK = "article-profiles-sink";
    static final String RELATED_SINK = "related-sink";
    static final String WORDS_SINK = "article-words-sink";
    static final String WORD_VECTORS_SINK = "word-vectors-sink";
    static final String POPULARITY_SINK = "article-popularity-sink";
    static final String TRENDING_SINK = "trending-sink";
    /** One sink for each part of the topology that refuses events: a shared one would tie the parts together. */
    static final String REFUSED_ARTICLES_SINK = "refused-articles-sink";

    static final String REFUSED_READER_EVENTS_SINK = "refused-reader-events-sink";

    private Nodes() {}
}
