package io.freshet.runtime;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.list.RelatedArticles;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.runtime.read.Owner;
import io.freshet.runtime.read.RemoteReads;
import io.freshet.runtime.read.StoreReadModel;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.store.ObjectStore;
import io.freshet.topology.words.WordKnowledge;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * Reads article lists (recommended, most-read, related), article profiles and similar words from the stores of this
 * instance. Safe from any thread. Every read throws {@link io.freshet.recommend.ReadModel.UnavailableException} while
 * the state to read is being moved or restored.
 */
public final class TopologyReads {
    private final StreamsRuntime runtime;
    private final RecommendSettings settings;
    private final InstantSource clock;

    /**
     * Creates an object that reads the stores of a running instance; {@code clock} decides which articles have expired.
     *
     * @param settings settings for the lists of related articles
     * @param clock wall clock; articles unpublished or expired at its time are left out
     */
    public TopologyReads(StreamsRuntime runtime, RecommendSettings settings, InstantSource clock) {
        this.runtime = runtime;
        this.settings = settings;
        this.clock = clock;
    }

    /** Read model of the whole application: reads of a key that another instance owns go to {@code remote}. */
    public StoreReadModel readModel(RemoteReads remote) {
        return new StoreReadModel(
                new StoreReadModel.Local(this::recommendations, this::trending, this::related, this::profile),
                new StoreReadModel.Owners(
                        userId -> runtime.ownerOf(StateStores.READERS.name(), userId),
                        scope -> runtime.ownerOf(StateStores.TRENDING.name(), scope)),
                remote);
    }

    /**
     * Reader's latest list, without articles that were withdrawn or have expired since its creation; empty if the
     * reader has no list.
     */
    private Optional<Recommendations> recommendations(Owner.Local owner, String userId) {
        Optional<ReaderSnapshot> reader = runtime.read(
                owner,
                StateStores.READERS.name(),
                QueryableStoreTypes.<String, ReaderSnapshot>keyValueStore(),
                readers -> Optional.ofNullable(readers.get(userId)));
        return reader.flatMap(known -> Optional.ofNullable(known.lastList())).map(this::withoutUnlisted);
    }

    private Recommendations withoutUnlisted(Recommendations list) {
        return list.withItems(readCatalogue(articles -> list.items().stream()
                .filter(item -> articles.isListed(item.articleId(), clock.millis()))
                .toList()));
    }

    /**
     * Most-read list of a scope, such as {@code all/1h}, without articles that have expired since its creation; empty
     * if there is no list.
     */
    private Optional<Trending> trending(Owner.Local owner, String scope) {
        Optional<Trending> counted = runtime.read(
                owner,
                StateStores.TRENDING.name(),
                QueryableStoreTypes.<String, Trending>keyValueStore(),
                lists -> Optional.ofNullable(lists.get(scope)));
        return counted.map(list -> list.withItems(readCatalogue(articles -> list.items().stream()
                .filter(item -> !articles.hasExpired(item.articleId(), clock.millis()))
                .toList())));
    }

    private Optional<Related> related(String articleId) {
        // Not shared between calls: the object holds scratch memory for one thread.
        RelatedArticles relatedArticles = new RelatedArticles(settings);
        return readCatalogue(articles ->
                relatedArticles.of(articleId, articles, new ListTime(articles.latestMillis(), clock.millis())));
    }

    private Optional<ArticleProfile> profile(String articleId) {
        return readCatalogue(articles ->
                articles.hasExpired(articleId, clock.millis()) ? Optional.empty() : articles.profile(articleId));
    }

    /**
     * At most {@code count} words of the pretrained model nearest to {@code word}, nearest first. Empty if the word is
     * neither in that model nor learned from the stream.
     *
     * @param word the given word as text writes it, in lower case
     * @param count maximum number of words
     */
    public List<String> nearestWords(String word, int count) {
        return runtime.read(
                GlobalStores.WORD_KNOWLEDGE,
                ObjectStore.<WordKnowledge>queryable(),
                overlay -> overlay.read(knowledge -> knowledge.nearestWords(word, count)));
    }

    private <R> R readCatalogue(Function<Catalogue, R> reading) {
        return runtime.read(
                GlobalStores.CATALOGUE, ObjectStore.<Catalogue>queryable(), catalogue -> catalogue.read(reading));
    }
}
