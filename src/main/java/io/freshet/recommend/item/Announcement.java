package io.freshet.recommend.item;

import io.freshet.event.Limits;

/**
 * Message that an article was published, corrected, withdrawn or expired, sent to all tasks that make readers' lists.
 * The task that owns the article remembers the latest one.
 */
public sealed interface Announcement {

    /** Id of the article that was published or withdrawn. */
    String articleId();

    /** Publication or correction of an article. */
    record Published(ArticleDescription description) implements Announcement {
        @Override
        public String articleId() {
            return description.articleId();
        }
    }

    /**
     * Withdrawal of an article by its publisher, or expiry of the article.
     *
     * @param atMillis epoch milliseconds: arrival of the publisher's withdrawal, or the later of the expiry and the
     *     event time
     */
    record Withdrawn(String articleId, long atMillis) implements Announcement {
        public Withdrawn {
            Limits.id("articleId", articleId);
        }
    }
}
