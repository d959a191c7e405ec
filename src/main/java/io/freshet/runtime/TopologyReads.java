package io.freshet.runtime;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.recommend.Catalogue;
import io.freshet.recommend.ReaderSnapshot;
import io.freshet.recommend.RecommendSettings;
import io.freshet.recommend.RelatedArticles;
import io.freshet.topology.FreshetTopology;
import io.freshet.topology.Language;
import io.freshet.topology.ObjectStore;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * Reading of what this instance's stores hold. Safe from any thread. Every method throws {@link
 * io.freshet.recommend.ReadModel.UnavailableException} while the state it reads is moving or being rebuilt.
 */
public final class TopologyReads {
    private final StreamsRuntime runtime;
    private final RecommendSettings settings;

    public TopologyReads(StreamsRuntime runtime, RecommendSettings settings) {
        this.runtime = runtime;
        this.settings = settings;
    }

    /** All of it, asking other instances for what they own. */
    public StoreReadModel readModel(RemoteReads remote) {
        return new StoreReadModel(
                new StoreReadModel.Local(this::recommendations, this::trending, this::related, this::profile),
                new StoreReadModel.Owners(
                        userId -> runtime.ownerOf(FreshetTopology.READERS, userId),
                        scope -> runtime.ownerOf(FreshetTopology.TRENDING, scope)),
                remote);
    }

    /** The reader's last list, without what has been withdrawn or has expired since. */
    private Optional<Recommendations> recommendations(String userId) {
        ReaderSnapshot reader = runtime.store(
                        FreshetTopology.READERS, QueryableStoreTypes.<String, ReaderSnapshot>keyValueStore())
                .get(userId);
        if (reader == null || reader.lastList() == null) {
            return Optional.empty();
        }
        Recommendations list = reader.lastList();
        List<RecommendedArticle> live = catalogue()
                .read(articles -> list.items().stream()
                        .filter(item -> articles.contains(item.articleId()))
                        .toList());
        return Optional.of(new Recommendations(
                list.userId(), list.recommendationId(), list.generatedAtMillis(), list.trigger(), live));
    }

    private Optional<Trending> trending(String scope) {
        return Optional.ofNullable(
                runtime.store(FreshetTopology.TRENDING, QueryableStoreTypes.<String, Trending>keyValueStore())
                        .get(scope));
    }

    private Optional<Related> related(String articleId) {
        // Made for one call, because it holds scratch memory of one thread.
        RelatedArticles relatedArticles = new RelatedArticles(settings);
        return catalogue().read(articles -> relatedArticles.of(articleId, articles, articles.latestMillis()));
    }

    private Optional<ArticleProfile> profile(String articleId) {
        return catalogue().read(articles -> articles.profile(articleId));
    }

    /** The words of the model nearest to a word learned from the stream, as text writes them; empty if it is not known. */
    public List<String> nearestWords(String word, int count) {
        ObjectStore<Language> language = runtime.store(FreshetTopology.WORD_OVERLAY, ObjectStore.queryable());
        return language.read(known -> known.nearestWords(word, count));
    }

    private ObjectStore<Catalogue> catalogue() {
        return runtime.store(FreshetTopology.CATALOGUE, ObjectStore.queryable());
    }
}
