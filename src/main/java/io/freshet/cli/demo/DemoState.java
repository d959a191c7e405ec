package io.freshet.cli.demo;

import io.freshet.collection.BoundedMap;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import io.freshet.newsroom.CoinedWord;
import io.freshet.web.port.LiveEvent;
import java.util.List;
import java.util.Map;

/**
 * State of the running demo: the current list of each reader. Passes events on to the summary and the narrator. All
 * state is bounded. Safe from any thread.
 */
final class DemoState {
    private static final int READERS_MAX = 100_000;

    private final DemoNarrator narrator;
    private final DemoSummary summary;
    private final LearnedCoinedWords coinedWords;
    private final HitRate hitRate;
    private final LanguageMatch languageMatch;
    private final Map<String, List<String>> listByReader = BoundedMap.evictingOldest(READERS_MAX);

    private long articlesProcessed;

    DemoState(DemoNarrator narrator, DemoSummary summary, LearnedCoinedWords coinedWords) {
        this.narrator = narrator;
        this.summary = summary;
        this.coinedWords = coinedWords;
        this.hitRate = summary.hitRate();
        this.languageMatch = summary.languageMatch();
    }

    /**
     * Whether the recommender has processed all articles and corrections sent so far, counted by the profiles it has
     * published.
     */
    synchronized boolean areArticlesProcessed() {
        return articlesProcessed >= summary.articlesSent();
    }

    /** Prints how many articles are processed before the first reader arrives. */
    void announceFirstArticles() {
        narrator.firstArticles(summary.articlesSent());
    }

    /** Prints how many records of an earlier start are processed before the newsroom continues. */
    void announceCatchingUp(long records) {
        narrator.catchingUp(records);
    }

    /** Prints that the newsroom has caught up with the wall clock. */
    void announcePresent() {
        narrator.reachedPresent();
    }

    /** Starts to measure the latencies of events that arrive at {@code nowMillis} or later. */
    void startMeasuring(long nowMillis) {
        summary.startMeasuring(nowMillis);
    }

    /** Article ids on the current list of a reader, best first; empty before the first list. */
    synchronized List<String> listOf(String userId) {
        return listByReader.getOrDefault(userId, List.of());
    }

    /** Records an article or click, just before it is sent, for the summary, the commentary and the hit rate. */
    synchronized void beforeSend(TimedEvent event, long nowMillis) {
        if (event instanceof TimedEvent.Announced announced) {
            Article article = announced.article();
            summary.articleSent();
            if (article.language() != null) {
                languageMatch.published(article.id(), article.language());
            }
            narrator.published(article, nowMillis);
        } else if (event instanceof TimedEvent.Clicked clicked) {
            Click click = clicked.click();
            summary.clickSent();
            if (click.kind().isRead()) {
                hitRate.clicked(click.userId(), click.articleId(), click.atMillis());
            }
            narrator.clicked(click, nowMillis);
        } else if (event instanceof TimedEvent.Malformed sent) {
            summary.malformedSent();
            narrator.malformed(sent.value(), nowMillis);
        }
    }

    /** Records an output of the recommender: a list, an article profile or a trending list. */
    synchronized void onLiveEvent(LiveEvent event, long nowMillis) {
        if (event instanceof LiveEvent.ListEmitted made) {
            Recommendations list = made.recommendations();
            listByReader.put(list.userId(), list.articleIds());
            hitRate.listed(list.userId(), list.articleIds());
            languageMatch.listed(list.userId(), list.articleIds());
            narrator.listed(list, nowMillis);
        } else if (event instanceof LiveEvent.ArticleProfiled) {
            articlesProcessed++;
        } else if (event instanceof LiveEvent.TrendingChanged changed) {
            narrator.trending(changed.trending());
        }
    }

    /**
     * Prints the comments that are due, such as one on invented words that the recommender has just learned. Holds no
     * lock of this class, because the narrator may look words up in a store.
     *
     * @param coined all words that the simulated newsroom has invented so far
     */
    void tick(List<CoinedWord> coined, long nowMillis) {
        coinedWords.newlyLearned(coined).forEach(narrator::wordAdmitted);
        narrator.tick(summary::takeTotals, nowMillis);
    }
}
