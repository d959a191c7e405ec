package io.freshet.recommend;

import org.jspecify.annotations.Nullable;

/** Learns what readers teach about one article, in the state its owner holds. */
public final class ItemLearner {
    public ItemLearner(RecommendSettings settings) {}

    /** The state of an article nothing is known of; its vectors are small and derived from its id. */
    public ItemState create(String articleId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes note of an announcement or correction: what was learned from reads stays, what came from the text is replaced.
     *
     * @param previous the description this one replaces, null at the first announcement
     */
    public void describe(ItemState state, @Nullable ArticleDescription previous, ArticleDescription description) {
        throw new UnsupportedOperationException();
    }

    /** Takes note that the publisher withdrew the article. A later announcement brings it back. */
    public void withdraw(ItemState state) {
        throw new UnsupportedOperationException();
    }

    /**
     * Learns from one signal to the article's owner.
     *
     * @param catalogue where the vectors of other articles are read, never written
     * @param recentReads recent reads of this task, to which a read is added
     */
    public void apply(ItemState state, ItemSignal signal, Catalogue catalogue, RecentReads recentReads) {
        throw new UnsupportedOperationException();
    }
}
