package io.freshet.recommend;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import java.util.Optional;

/** Port for reading the current state of the running recommender. Safe from any thread. */
public interface ReadModel {

    /** The reader's current list; empty for an unknown or erased reader. */
    Optional<Recommendations> recommendations(String userId);

    /** The related list of an article; empty if the article is not in the catalogue. */
    Optional<Related> related(String articleId);

    /** A most-read list by its {@linkplain Trending#scope() scope}; empty if it has no articles. */
    Optional<Trending> trending(String scope);

    /** The profile of an article; empty if the article is not in the catalogue or was never announced. */
    Optional<ArticleProfile> profile(String articleId);

    /** Reading failed for now: the state is being moved or restored, or its owner does not answer. A retry may help. */
    final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnavailableException(String message) {
            super(message);
        }
    }
}
