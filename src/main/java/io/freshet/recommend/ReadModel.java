package io.freshet.recommend;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import java.util.Optional;

/** Reading what the running recommender holds now. Safe from any thread. */
public interface ReadModel {

    /** The reader's last list; empty for a reader never seen or erased. */
    Optional<Recommendations> recommendations(String userId);

    /** The articles nearest to a live article; empty if it is not in the catalogue. */
    Optional<Related> related(String articleId);

    /** A most-read list by its {@linkplain Trending#scope() scope}; empty if nothing was read in it. */
    Optional<Trending> trending(String scope);

    /** The tags of a live article; empty if it is not in the catalogue or was never announced. */
    Optional<ArticleProfile> profile(String articleId);

    /** Reading failed for now: the state is moving or its owner does not answer. Trying again later can help. */
    final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnavailableException(String message) {
            super(message);
        }
    }
}
