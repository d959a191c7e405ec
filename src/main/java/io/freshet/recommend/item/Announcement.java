package io.freshet.recommend.item;

import io.freshet.event.Limits;

/**
 * Publication or withdrawal of an article, sent to all reader tasks and remembered by the task that owns the article.
 */
public sealed interface Announcement {

    /** Id of the article. */
    String articleId();

    /** Publication or correction of an article. */
    record Published(ArticleDescription description) implements Announcement {
        @Override
        public String articleId() {
            return description.articleId();
        }
    }

    /**
     * Withdrawal by the publisher, or expiry.
     *
     * @param atMillis event time of the withdrawal, epoch milliseconds
     */
    record Withdrawn(String articleId, long atMillis) implements Announcement {
        public Withdrawn {
            Limits.id("articleId", articleId);
        }
    }
}
