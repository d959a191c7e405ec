package io.freshet.recommend.item;

import io.freshet.event.Article;
import org.jspecify.annotations.Nullable;

/**
 * Publication status of an article, stored with the article's learned state by the task that owns the article.
 *
 * @param category null while unknown
 * @param expiresAtMillis epoch milliseconds, {@link Article#NEVER} if the article does not expire
 * @param withdrawn whether the publisher withdrew the article
 */
public record ItemStatus(@Nullable String category, long expiresAtMillis, boolean withdrawn) {

    /** Status of an article that was read but not announced. */
    public static final ItemStatus UNANNOUNCED = new ItemStatus(null, Article.NEVER, false);
}
