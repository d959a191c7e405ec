package io.freshet.runtime.read;

import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.recommend.ReadModel;
import java.util.Optional;

/** Reads recommendation and most-read lists from the instances that hold them. Safe from any thread. */
public interface RemoteReads {

    /**
     * Reader's current list, read from the instance that owns the reader; empty if that instance has no list.
     *
     * @throws ReadModel.UnavailableException if the owner does not answer in time or sends an invalid response
     */
    Optional<Recommendations> recommendations(Owner.Remote owner, String userId);

    /**
     * Most-read list of a scope, such as {@code all/1h}, read from the instance that owns the scope; empty if there is
     * none.
     *
     * @throws ReadModel.UnavailableException if the owner does not answer in time or sends an invalid response
     */
    Optional<Trending> trending(Owner.Remote owner, String scope);

    /** Remote reads that all throw {@link ReadModel.UnavailableException} and never ask another instance. */
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
