package io.freshet.topology.message;

import io.freshet.article.ArticleStatisticsState;
import io.freshet.article.category.CategoryWord;
import io.freshet.codec.binary.DeferredListLayout;
import io.freshet.codec.binary.ErasedReaderLayout;
import io.freshet.codec.binary.ItemStateLayout;
import io.freshet.codec.binary.ReadHistoryLayout;
import io.freshet.codec.binary.ReaderStateLayout;
import io.freshet.codec.binary.StatisticsLayout;
import io.freshet.codec.contract.StateStore;
import io.freshet.codec.contract.Topics;
import io.freshet.event.Trending;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.trending.ReadHistory;
import io.freshet.words.LearnedWord;
import io.freshet.words.online.WordLearningState;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;

/** State stores with a changelog, as {@code topology/topics.yaml} declares them. */
public final class StateStores {
    /** State of each reader, by userId. */
    public static final StateStore<String, ReaderSnapshot> READERS =
            new StateStore<>("readers", Serdes.String(), ReaderStateLayout.VALUE);
    /** Arrival time, epoch milliseconds, of the first click that waits for a deferred list, by userId. */
    public static final StateStore<String, Long> DEFERRED_LISTS =
            new StateStore<>("deferred-lists", Serdes.String(), DeferredListLayout.VALUE);
    /** Tombstones of erased readers: arrival time of the erasure, epoch milliseconds, by a hash of the userId. */
    public static final StateStore<String, Long> ERASED_READERS =
            new StateStore<>("erased-readers", Serdes.String(), ErasedReaderLayout.VALUE);
    /** State learned from the reads of each article, by articleId. */
    public static final StateStore<String, ItemState> ITEMS =
            new StateStore<>("items", Serdes.String(), ItemStateLayout.VALUE);
    /** Last publication or withdrawal of each article, by articleId. */
    public static final StateStore<String, ArrivedAnnouncement> ANNOUNCED_ARTICLES =
            new StateStore<>("announced-articles", Serdes.String(), AnnouncementLayout.VALUE);
    /** Texts of the newest articles, kept for re-embedding, by articleId. */
    public static final StateStore<String, ArticleText> ARTICLE_TEXTS =
            new StateStore<>("article-texts", Serdes.String(), ArticleTextLayout.VALUE);
    /** Words with their learned vectors; the key is the word. */
    public static final StateStore<String, LearnedWord> LEARNED_WORDS =
            new StateStore<>("learned-words", Serdes.String(), WordLayout.STORED);
    /** Number of articles of each category that use a word, by language and word. */
    public static final StateStore<String, CategoryWord> CATEGORY_WORDS =
            new StateStore<>("category-words", Serdes.String(), WordLayout.LABELLED);
    /**
     * Words changed since the last snapshot of the learned words, each with its state at the snapshot; the key is the
     * word.
     */
    public static final StateStore<String, SnapshotWord> WORD_SNAPSHOTS =
            new StateStore<>("word-snapshots", Serdes.String(), WordLayout.EARLIER);
    /** Progress of word learning: articles, snapshots and rollbacks so far, under one key. */
    public static final StateStore<String, WordLearningState> WORD_LEARNING =
            new StateStore<>("word-learning", Serdes.String(), WordLayout.STATE);
    /** Statistics of the articles of each language, current and at the last snapshot, by language. */
    public static final StateStore<String, ArticleStatisticsState> ARTICLE_STATISTICS =
            new StateStore<>("article-statistics", Serdes.String(), StatisticsLayout.STORED);
    /** Reads of each article in the last week by time bucket, by articleId. */
    public static final StateStore<String, ReadHistory> TRENDING_BUCKETS =
            new StateStore<>("trending-buckets", Serdes.String(), ReadHistoryLayout.VALUE);

    /** Current most-read lists, by category and time window, such as {@code all/1h}. */
    public static final StateStore<String, Trending> TRENDING =
            new StateStore<>("trending", Serdes.String(), Topics.TRENDING.valueSerde());

    /**
     * Largest size of a stored value in bytes: Kafka's default limit of a record, less a margin for key and headers.
     */
    public static final long VALUE_BYTES_MAX = 1_000_000;

    /** All stores with a changelog. */
    public static final List<StateStore<?, ?>> ALL = List.of(
            READERS,
            DEFERRED_LISTS,
            ERASED_READERS,
            ITEMS,
            ANNOUNCED_ARTICLES,
            ARTICLE_TEXTS,
            LEARNED_WORDS,
            CATEGORY_WORDS,
            WORD_SNAPSHOTS,
            WORD_LEARNING,
            ARTICLE_STATISTICS,
            TRENDING_BUCKETS,
            TRENDING);

    private StateStores() {}

    /**
     * Largest vector dimension whose {@link #ARTICLE_STATISTICS} fit into a record, for this number of categories.
     *
     * @param categories number of categories
     */
    public static int dimensionMax(int categories) {
        int dimension = 0;
        while (articleStatisticsBytesMax(dimension + 1, categories) <= VALUE_BYTES_MAX) {
            dimension++;
        }
        return dimension;
    }

    /**
     * Largest possible size of a value of {@link #ARTICLE_STATISTICS}, in bytes, with vectors of this dimension and
     * this number of categories.
     */
    public static long articleStatisticsBytesMax(int dimension, int categories) {
        return StatisticsLayout.storedBytesMax(dimension, categories);
    }
}
