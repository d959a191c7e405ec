package io.freshet.codec;

import io.freshet.embedding.ArticleStatisticsState;
import io.freshet.embedding.LearnedWord;
import io.freshet.event.Trending;
import io.freshet.recommend.ItemState;
import io.freshet.recommend.ReadHistory;
import io.freshet.recommend.ReaderSnapshot;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;

/** The stores that are kept as bytes, as {@code topology/topics.yaml} declares them. */
public final class StateStores {
    /** Readers by userId. */
    public static final StateStore<String, ReaderSnapshot> READERS =
            new StateStore<>("readers", Serdes.String(), ReaderStateLayout.VALUE);
    /** Readers whose list waits to be made, by userId, with the arrival of the first click that waits for it. */
    public static final StateStore<String, Long> WAITING_LISTS =
            new StateStore<>("waiting-lists", Serdes.String(), WaitingListLayout.VALUE);
    /** What was learned of each article, by articleId. */
    public static final StateStore<String, ItemState> ITEMS =
            new StateStore<>("items", Serdes.String(), ItemStateLayout.VALUE);
    /** The last that was announced of each article, by articleId. */
    public static final StateStore<String, ArrivedAnnouncement> ANNOUNCED_ARTICLES =
            new StateStore<>("announced-articles", Serdes.String(), AnnouncementLayout.VALUE);
    /** Learned words by themselves. */
    public static final StateStore<String, LearnedWord> LEARNED_WORDS =
            new StateStore<>("learned-words", Serdes.String(), WordLayout.STORED);
    /** What was learned of all articles together, under one key. */
    public static final StateStore<String, ArticleStatisticsState> ARTICLE_STATISTICS =
            new StateStore<>("article-statistics", Serdes.String(), StatisticsLayout.STORED);
    /** Reads over the last week by articleId. */
    public static final StateStore<String, ReadHistory> TRENDING_BUCKETS =
            new StateStore<>("trending-buckets", Serdes.String(), ReadHistoryLayout.VALUE);

    /** The most-read lists in force, by scope. */
    public static final StateStore<String, Trending> TRENDING =
            new StateStore<>("trending", Serdes.String(), Topics.TRENDING.valueSerde());

    /** Every store that is kept as bytes. */
    public static final List<StateStore<?, ?>> ALL = List.of(
            READERS,
            WAITING_LISTS,
            ITEMS,
            ANNOUNCED_ARTICLES,
            LEARNED_WORDS,
            ARTICLE_STATISTICS,
            TRENDING_BUCKETS,
            TRENDING);

    private StateStores() {}
}
