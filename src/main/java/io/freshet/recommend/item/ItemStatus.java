package io.freshet.recommend.item;

import io.freshet.event.Article;
import org.jspecify.annotations.Nullable;

/**
 * Publication status of an article, kept by its owner so that a late read does not restore a withdrawn or expired
 * article.
 *
 * @param category null while unknown
 * @param expiresAtMillis epoch milliseconds, {@link Article#NEVER} if the article does not expire
 * @param withdrawn whether the publisher withdrew the article
 */
public record ItemStatus(@Nullable String category, long expiresAtMillis, boolean withdrawn) {

    /** Status of an article that was read but not announced. */
    public static final ItemStatus UNANNOUNCED = new ItemStatus(null, Article.NEVER, false);
}
