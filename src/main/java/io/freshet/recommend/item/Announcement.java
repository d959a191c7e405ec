package io.freshet.recommend.item;

import io.freshet.event.Limits;

/** News of an article for everyone who makes lists, and what the article's owner remembers of it. */
public sealed interface Announcement {

    /** Which article. */
    String articleId();

    /** The article was announced or corrected. */
    record Published(ArticleDescription description) implements Announcement {
        @Override
        public String articleId() {
            return description.articleId();
        }
    }

    /**
     * The publisher withdrew the article, or it expired.
     *
     * @param atMillis event time at which that became known, in epoch milliseconds
     */
    record Withdrawn(String articleId, long atMillis) implements Announcement {
        public Withdrawn {
            Limits.id("articleId", articleId);
        }
    }
}
