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

/** The stores that are kept as bytes, as {@code topology/topics.yaml} declares them. */
public final class StateStores {
    /** Readers by userId. */
    public static final StateStore<String, ReaderSnapshot> READERS =
            new StateStore<>("readers", Serdes.String(), ReaderStateLayout.VALUE);
    /** Readers whose list waits to be made, by userId, with the arrival of the first click that waits for it. */
    public static final StateStore<String, Long> WAITING_LISTS =
            new StateStore<>("waiting-lists", Serdes.String(), DeferredListLayout.VALUE);
    /** When readers were erased, by a hash of their userId: their earlier events may still arrive. */
    public static final StateStore<String, Long> ERASED_READERS =
            new StateStore<>("erased-readers", Serdes.String(), ErasedReaderLayout.VALUE);
    /** What was learned of each article, by articleId. */
    public static final StateStore<String, ItemState> ITEMS =
            new StateStore<>("items", Serdes.String(), ItemStateLayout.VALUE);
    /** The last that was announced of each article, by articleId. */
    public static final StateStore<String, ArrivedAnnouncement> ANNOUNCED_ARTICLES =
            new StateStore<>("announced-articles", Serdes.String(), AnnouncementLayout.VALUE);
    /** The newest articles as they came, and by what they were understood, by articleId. */
    public static final StateStore<String, ArticleText> ARTICLE_TEXTS =
            new StateStore<>("article-texts", Serdes.String(), ArticleTextLayout.VALUE);
    /** Learned words by themselves. */
    public static final StateStore<String, LearnedWord> LEARNED_WORDS =
            new StateStore<>("learned-words", Serdes.String(), WordLayout.STORED);
    /** Words of labelled articles, by themselves. */
    public static final StateStore<String, CategoryWord> CATEGORY_WORDS =
            new StateStore<>("category-words", Serdes.String(), WordLayout.LABELLED);
    /** How learned words were at the last snapshot, by themselves. */
    public static final StateStore<String, SnapshotWord> EARLIER_WORDS =
            new StateStore<>("earlier-words", Serdes.String(), WordLayout.EARLIER);
    /** Where the learning of words is in its stream, under one key. */
    public static final StateStore<String, WordLearningState> WORD_LEARNING =
            new StateStore<>("word-learning", Serdes.String(), WordLayout.STATE);
    /** What was learned of all articles together, by whether it is in force or a snapshot. */
    public static final StateStore<String, ArticleStatisticsState> ARTICLE_STATISTICS =
            new StateStore<>("article-statistics", Serdes.String(), StatisticsLayout.STORED);
    /** Reads over the last week by articleId. */
    public static final StateStore<String, ReadHistory> TRENDING_BUCKETS =
            new StateStore<>("trending-buckets", Serdes.String(), ReadHistoryLayout.VALUE);

    /** The most-read lists in force, by scope. */
    public static final StateStore<String, Trending> TRENDING =
            new StateStore<>("trending", Serdes.String(), Topics.TRENDING.valueSerde());

    /** Kafka takes no larger record where nothing else is set, and some of it is the record's own. */
    public static final long VALUE_BYTES_MAX = 1_000_000;

    /** Every store that is kept as bytes. */
    public static final List<StateStore<?, ?>> ALL = List.of(
            READERS,
            WAITING_LISTS,
            ERASED_READERS,
            ITEMS,
            ANNOUNCED_ARTICLES,
            ARTICLE_TEXTS,
            LEARNED_WORDS,
            CATEGORY_WORDS,
            EARLIER_WORDS,
            WORD_LEARNING,
            ARTICLE_STATISTICS,
            TRENDING_BUCKETS,
            TRENDING);

    private StateStores() {}

    /** The most components that vectors can have for {@link #ARTICLE_STATISTICS} of so many categories to be stored. */
    public static int dimensionMax(int categories) {
        int dimension = 0;
        while (articleStatisticsBytesMax(dimension + 1, categories) <= VALUE_BYTES_MAX) {
            dimension++;
        }
        return dimension;
    }

    /** How many bytes {@link #ARTICLE_STATISTICS} can need, of vectors of this dimension and so many categories. */
    public static long articleStatisticsBytesMax(int dimension, int categories) {
        return StatisticsLayout.storedBytesMax(dimension, categories);
    }
}
