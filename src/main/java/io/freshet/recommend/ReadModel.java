package io.freshet.recommend;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import java.util.Optional;

/** Read access to the current lists and article profiles of the running recommender. Safe from any thread. */
public interface ReadModel {

    /** The reader's current list; empty for a reader who is unknown, was erased or has no list yet. */
    Optional<Recommendations> recommendations(String userId);

    /**
     * The list of articles related to an article; empty unless the article is in the catalogue and may be shown now.
     */
    Optional<Related> related(String articleId);

    /**
     * The most-read list of a {@linkplain Trending#scope() scope}, such as {@code all/1h}; empty if the scope has no
     * list.
     */
    Optional<Trending> trending(String scope);

    /**
     * The profile of an article, such as its category and keywords; empty if the article is not in the catalogue, was
     * never announced by a publisher or has expired.
     */
    Optional<ArticleProfile> profile(String articleId);

    /**
     * Thrown when a read fails temporarily: the state is being moved or restored, or the instance that owns the state
     * does not answer. A retry may help.
     */
    final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnavailableException(String message) {
            super(message);
        }
    }
}
