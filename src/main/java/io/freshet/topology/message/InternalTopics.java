package io.freshet.topology.message;

import io.freshet.codec.contract.Topic;
import io.freshet.recommend.item.ArticlePopularity;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.rank.RankerWeights;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;

/** Internal topics, as {@code topology/topics.yaml} declares them. */
public final class InternalTopics {
    /**
     * Descriptions and activity of articles, one record each per article; a null value for either removes the article
     * from the catalogue.
     */
    public static final Topic<CatalogueKey, CatalogueEntry> CATALOGUE =
            new Topic<>("catalogue", CatalogueLayout.KEY, CatalogueLayout.VALUE);
    /**
     * Learned words, counts of words by category, article statistics by language, and the fingerprint of the model on
     * which the words were learned. A null value removes the entry of its key.
     */
    public static final Topic<WordKey, WordEntry> WORD_VECTORS =
            new Topic<>("word-vectors", WordLayout.KEY, WordLayout.VALUE);
    /** Tokenised articles for the task that learns words, by articleId. */
    public static final Topic<String, ArticleWords> ARTICLE_WORDS =
            new Topic<>("article-words", Serdes.String(), ArticleWordsLayout.VALUE);
    /** Publications and withdrawals of articles by articleId, broadcast to every partition. */
    public static final Topic<String, ArrivedAnnouncement> ANNOUNCEMENTS =
            new Topic<>("announcements", Serdes.String(), AnnouncementLayout.VALUE);
    /** Signals about reads, impressions and hides of articles, by articleId. */
    public static final Topic<String, ItemSignal> READS_BY_ARTICLE =
            new Topic<>("reads-by-article", Serdes.String(), ItemSignalLayout.VALUE);
    /** Number of reads of an article so far in one five-minute bucket, by articleId; null after a withdrawal. */
    public static final Topic<String, ArticlePopularity> ARTICLE_POPULARITY =
            new Topic<>("article-popularity", Serdes.String(), ArticlePopularityLayout.VALUE);

    /**
     * Latest ranker weights of each reader task; the key is the experiment arm and the partition, such as {@code
     * control/0}.
     */
    public static final Topic<String, RankerWeights> RANKER_WEIGHTS =
            new Topic<>("ranker-weights", Serdes.String(), RankerWeightsLayout.VALUE);

    /** Operators' commands to the task that learns words; the key has no meaning. */
    public static final Topic<String, WordCommand> WORD_COMMANDS =
            new Topic<>("word-commands", Serdes.String(), WordCommandLayout.VALUE);

    /** Articles and withdrawals that arrived on the wrong partition for their key, by articleId. */
    public static final Topic<String, ReroutedEvent> REROUTED_ARTICLES =
            new Topic<>("rerouted-articles", Serdes.String(), ReroutedEventLayout.VALUE);

    /** Clicks, impressions and erasures that arrived on the wrong partition for their key, by userId. */
    public static final Topic<String, ReroutedEvent> REROUTED_READER_EVENTS =
            new Topic<>("rerouted-reader-events", Serdes.String(), ReroutedEventLayout.VALUE);

    /** All internal topics. */
    public static final List<Topic<?, ?>> ALL = List.of(
            CATALOGUE,
            WORD_VECTORS,
            ARTICLE_WORDS,
            ANNOUNCEMENTS,
            READS_BY_ARTICLE,
            ARTICLE_POPULARITY,
            RANKER_WEIGHTS,
            WORD_COMMANDS,
            REROUTED_ARTICLES,
            REROUTED_READER_EVENTS);

    private InternalTopics() {}
}
