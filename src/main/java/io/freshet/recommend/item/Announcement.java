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
