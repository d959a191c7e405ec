package io.freshet.runtime.read;

import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.recommend.ReadModel;
import java.util.Optional;

/** Reads from another instance. Safe from any thread. */
public interface RemoteReads {

    /**
     * Reader's list, read from the owner.
     *
     * @throws ReadModel.UnavailableException if the owner does not answer in time or sends an invalid response
     */
    Optional<Recommendations> recommendations(Owner.Remote owner, String userId);

    /**
     * Most-read list, read from the owner.
     *
     * @throws ReadModel.UnavailableException if the owner does not answer in time or sends an invalid response
     */
    Optional<Trending> trending(Owner.Remote owner, String scope);

    /** Never asks another instance: state held elsewhere is unavailable. */
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
