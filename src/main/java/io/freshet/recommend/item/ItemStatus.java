package io.freshet.recommend.item;

import io.freshet.event.Article;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of an article must remember of its announcement, so that a late read does not bring back an article
 * that has gone.
 *
 * @param category null while unknown
 * @param expiresAtMillis epoch milliseconds, {@link Article#NEVER} if it does not expire
 * @param withdrawn whether the publisher took it back
 */
public record ItemStatus(@Nullable String category, long expiresAtMillis, boolean withdrawn) {

    /** An article known from its reads alone. */
    public static final ItemStatus UNANNOUNCED = new ItemStatus(null, Article.NEVER, false);
}
