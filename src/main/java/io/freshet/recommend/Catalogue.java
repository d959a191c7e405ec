package io.freshet.recommend;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All live articles in memory: what every reader task proposes and ranks from. Each article has two parts that arrive
 * apart: its {@link ArticleDescription} and its {@link ItemActivity}; either may be there without the other.
 *
 * <p>Not safe for concurrent use: one thread may write while nobody reads, or any number may read.
 */
public final class Catalogue {
    public Catalogue(RecommendSettings settings) {}

    /** Takes in an article's text side, in place of an earlier one. */
    public void describe(ArticleDescription description) {
        throw new UnsupportedOperationException();
    }

    /** Takes in what was learned of an article, in place of an earlier snapshot. */
    public void learn(ItemActivity activity) {
        throw new UnsupportedOperationException();
    }

    /**
     * Removes an article, both parts.
     *
     * @return whether it was there
     */
    public boolean withdraw(String articleId) {
        throw new UnsupportedOperationException();
    }

    /** Removes the articles whose expiry has come, and gives their ids in ascending order. */
    public List<String> expire(long nowMillis) {
        throw new UnsupportedOperationException();
    }

    /** Articles held. */
    public int size() {
        throw new UnsupportedOperationException();
    }

    public boolean contains(String articleId) {
        throw new UnsupportedOperationException();
    }

    /** The text side of an article; empty if it is unknown or was never announced. */
    public Optional<ArticleDescription> description(String articleId) {
        throw new UnsupportedOperationException();
    }

    /** What was learned of an article; empty if it is unknown or was never read. */
    public Optional<ItemActivity> activity(String articleId) {
        throw new UnsupportedOperationException();
    }

    /** Visits the id of every article, in no particular order. */
    public void forEachId(Consumer<String> visitor) {
        throw new UnsupportedOperationException();
    }
}
