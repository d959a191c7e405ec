package io.freshet.recommend;

import io.freshet.event.Trending;
import java.util.List;
import java.util.Optional;

/** The most-read lists, overall and per category. Mutable; owned by one task. */
public final class TrendingBoard {
    public TrendingBoard(RecommendSettings settings) {}

    /**
     * Takes in a running count.
     *
     * @return whether it changed anything: not if it came before, or is too old to count
     */
    public boolean apply(ArticlePopularity popularity) {
        throw new UnsupportedOperationException();
    }

    /** Takes up the stored history of an article. */
    public void restore(ReadHistory history) {
        throw new UnsupportedOperationException();
    }

    /** The history of an article, to be stored; empty if it is not counted. */
    public Optional<ReadHistory> history(String articleId) {
        throw new UnsupportedOperationException();
    }

    /** Takes an article out of every list. */
    public void withdraw(String articleId) {
        throw new UnsupportedOperationException();
    }

    /**
     * The lists whose articles or counts differ from when this was last called, by scope. A list that has become empty
     * is given once, empty.
     *
     * @param nowMillis event time
     */
    public List<Trending> changed(long nowMillis) {
        throw new UnsupportedOperationException();
    }
}
