package io.freshet.topology.message;

import io.freshet.codec.contract.Topic;
import io.freshet.recommend.item.ArticlePopularity;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.rank.RankerWeights;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;

/** The topics between parts of Freshet, as {@code topology/topics.yaml} declares them. */
public final class InternalTopics {
    /** Either part of every live article; null when it leaves. */
    public static final Topic<CatalogueKey, CatalogueEntry> CATALOGUE =
            new Topic<>("catalogue", CatalogueLayout.KEY, CatalogueLayout.VALUE);
    /** Learned words, the statistics of all articles, and the base model they stand on; null when a word leaves. */
    public static final Topic<WordKey, WordEntry> WORD_VECTORS =
            new Topic<>("word-vectors", WordLayout.KEY, WordLayout.VALUE);
    /** Tokenised articles by articleId. */
    public static final Topic<String, ArticleWords> ARTICLE_WORDS =
            new Topic<>("article-words", Serdes.String(), ArticleWordsLayout.VALUE);
    /** Announced and withdrawn articles by articleId, sent to every partition. */
    public static final Topic<String, ArrivedAnnouncement> ANNOUNCEMENTS =
            new Topic<>("announcements", Serdes.String(), AnnouncementLayout.VALUE);
    /** What readers did, told to the owner of the article, by articleId. */
    public static final Topic<String, ItemSignal> READS_BY_ARTICLE =
            new Topic<>("reads-by-article", Serdes.String(), ItemSignalLayout.VALUE);
    /** Running counts of reads by articleId; null when the article is withdrawn. */
    public static final Topic<String, ArticlePopularity> ARTICLE_POPULARITY =
            new Topic<>("article-popularity", Serdes.String(), ArticlePopularityLayout.VALUE);

    /** What the ranker of each reader task has learned, by variant and partition, such as {@code live/0}. */
    public static final Topic<String, RankerWeights> RANKER_WEIGHTS =
            new Topic<>("ranker-weights", Serdes.String(), RankerWeightsLayout.VALUE);

    /** What operators ask of the task that learns words; the key says nothing. */
    public static final Topic<String, WordCommand> WORD_COMMANDS =
            new Topic<>("word-commands", Serdes.String(), WordCommandLayout.VALUE);

    /** Articles and withdrawals that were sent to another partition than that of their articleId, which is the key. */
    public static final Topic<String, ReroutedEvent> REROUTED_ARTICLES =
            new Topic<>("rerouted-articles", Serdes.String(), ReroutedEventLayout.VALUE);

    /** Clicks, impressions and erasures that were sent to another partition than that of their userId, which is the key. */
    public static final Topic<String, ReroutedEvent> REROUTED_READER_EVENTS =
            new Topic<>("rerouted-reader-events", Serdes.String(), ReroutedEventLayout.VALUE);

    /** Every internal topic. */
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
