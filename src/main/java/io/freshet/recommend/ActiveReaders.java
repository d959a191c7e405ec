package io.freshet.recommend;

import java.util.List;

/**
 * The readers of one task who clicked a moment ago, in memory: whom a new or a withdrawn article may concern. Mutable;
 * owned by one task. Bounded: the reader longest without a click leaves first.
 */
public final class ActiveReaders {
    public ActiveReaders(RecommendSettings settings) {}

    /** Takes note of a reader whose list was just made after a click. */
    public void clicked(ReaderState reader) {
        throw new UnsupportedOperationException();
    }

    /** Takes note of a list pushed without a click, from which the reader's next push is at least the interval away. */
    public void pushed(ReaderState reader, long nowMillis) {
        throw new UnsupportedOperationException();
    }

    /**
     * The active readers whose list a new article may enter, most similar first, at most as many as the settings allow.
     * Readers pushed to less than the interval ago are left out.
     */
    public List<String> interestedIn(ArticleDescription article, long nowMillis) {
        throw new UnsupportedOperationException();
    }

    /** The active readers whose list holds an article. The push interval does not apply: a withdrawn article must go. */
    public List<String> holding(String articleId, long nowMillis) {
        throw new UnsupportedOperationException();
    }

    /** Forgets a reader. */
    public void forget(String userId) {
        throw new UnsupportedOperationException();
    }

    /** Readers remembered. */
    public int size() {
        throw new UnsupportedOperationException();
    }
}
