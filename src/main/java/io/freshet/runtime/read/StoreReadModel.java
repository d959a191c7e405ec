package io.freshet.runtime.read;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.recommend.ReadModel;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the stores of the running topology. What belongs to a reader or a most-read list lies on the instance that owns
 * its partition: if that is another one, it is asked over HTTP. Articles are in the catalogue of every instance. Safe from
 * any thread as far as the lookups are.
 */
public final class StoreReadModel implements ReadModel {

    /** Reading of what this instance owns, by key; may throw {@link ReadModel.UnavailableException}. */
    @FunctionalInterface
    public interface OwnedRead<V> {
        Optional<V> read(Owner.Local owner, String key);
    }

    /** Reading of what this instance holds; each may throw {@link ReadModel.UnavailableException}. */
    public record Local(
            OwnedRead<Recommendations> recommendations,
            OwnedRead<Trending> trending,
            Function<String, Optional<Related>> related,
            Function<String, Optional<ArticleProfile>> profile) {}

    /** Finding the owner of a reader by userId, and of a most-read list by scope. */
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
     * The same reading without asking anyone else, for requests that another instance passed on: while partitions move,
     * two instances may each take the other for the owner. What is owned elsewhere is unavailable through it.
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
            String what, Function<String, Owner> ownerOf, OwnedRead<V> locally, RemoteRead<V> remotely, String key) {
        Owner owner = ownerOf.apply(key);
        if (owner instanceof Owner.Local here) {
            return locally.read(here, key);
        }
        if (owner instanceof Owner.Remote elsewhere) {
            return remotely.read(elsewhere, key);
        }
        throw new UnavailableException("the owner of the " + what + " is being assigned");
    }
}
