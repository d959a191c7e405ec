package io.freshet.runtime.read;

import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.recommend.ReadModel;
import java.util.Optional;

/** Reading from another instance. Safe from any thread. */
public interface RemoteReads {

    /**
     * The reader's list as their owner holds it.
     *
     * @throws ReadModel.UnavailableException if the owner does not answer in time, or not with a list
     */
    Optional<Recommendations> recommendations(Owner.Remote owner, String userId);

    /**
     * A most-read list as its owner holds it.
     *
     * @throws ReadModel.UnavailableException if the owner does not answer in time, or not with a list
     */
    Optional<Trending> trending(Owner.Remote owner, String scope);

    /** Asks nobody: everything elsewhere is unavailable. */
    RemoteReads NONE = new RemoteReads() {
        @Override
        public Optional<Recommendations> recommendations(Owner.Remote owner, String userId) {
            throw new ReadModel.UnavailableException("the reader " + userId + " is held by another instance");
        }

        @Override
        public Optional<Trending> trending(Owner.Remote owner, String scope) {
            throw new ReadModel.UnavailableException("the list " + scope + " is held by another instance");
        }
    };
}
