package io.freshet.runtime.read;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.recommend.ReadModel;
import java.util.Optional;
import java.util.function.Function;

/**
 * Read model over the state stores of all instances. Lists are read from the instance that owns the partition of the
 * reader or the scope, over HTTP if that is another instance. Articles are read from this instance, because every
 * instance holds the whole catalogue. Safe from any thread if the given functions are.
 */
public final class StoreReadModel implements ReadModel {

    /**
     * Reads the value of a key that this instance owns; empty if the key has no value. May throw {@link
     * ReadModel.UnavailableException}.
     */
    @FunctionalInterface
    public interface OwnedRead<V> {
        Optional<V> read(Owner.Local owner, String key);
    }

    /**
     * Functions that read lists, related articles and article profiles from the state of this instance. Each may throw
     * {@link ReadModel.UnavailableException}.
     */
    public record Local(
            OwnedRead<Recommendations> recommendations,
            OwnedRead<Trending> trending,
            Function<String, Optional<Related>> related,
            Function<String, Optional<ArticleProfile>> profile) {}

    /** Functions that find the owner of a reader by userId, and the owner of a most-read list by scope. */
    public record Owners(Function<String, Owner> ofReader, Function<String, Owner> ofScope) {}

    private final Local local;
    private final Owners owners;
    private final RemoteReads remote;

    public StoreReadModel(Local local, Owners owners, RemoteReads remote) {
        this.local = local;
        this.owners = owners;
        this.remote = remote;
    }

    /**
     * Copy of this read model that never asks another instance, for answering requests that another instance forwarded.
     * While partitions move, two instances may each take the other for the owner. State owned elsewhere is unavailable.
     */
    public ReadModel withoutForwarding() {
        return new StoreReadModel(local, owners, RemoteReads.NONE);
    }

    @Override
    public Optional<Recommendations> recommendations(String userId) {
        return read("reader " + userId, owners.ofReader(), local.recommendations(), remote::recommendations, userId);
    }

    @Override
    public Optional<Trending> trending(String scope) {
        return read("list " + scope, owners.ofScope(), local.trending(), remote::trending, scope);
    }

    @Override
    public Optional<Related> related(String articleId) {
        return local.related().apply(articleId);
    }

    @Override
    public Optional<ArticleProfile> profile(String articleId) {
        return local.profile().apply(articleId);
    }

    private interface RemoteRead<V> {
        Optional<V> read(Owner.Remote owner, String key);
    }

    private static <V> Optional<V> read(
            String described,
            Function<String, Owner> ownerOf,
            OwnedRead<V> locally,
            RemoteRead<V> remotely,
            String key) {
        Owner owner = ownerOf.apply(key);
        if (owner instanceof Owner.Local thisInstance) {
            return locally.read(thisInstance, key);
        }
        if (owner instanceof Owner.Remote otherInstance) {
            return remotely.read(otherInstance, key);
        }
        throw new UnavailableException("the owner of the " + described + " is being assigned: try again");
    }
}
