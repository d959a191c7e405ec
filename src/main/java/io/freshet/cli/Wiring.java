package io.freshet.cli;

import io.freshet.codec.AnswerDecoder;
import io.freshet.codec.EventClock;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.DomainSettings;
import io.freshet.config.LanguageKeys;
import io.freshet.embedding.WordModel;
import io.freshet.embedding.WordModelFile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.recommend.Catalogue;
import io.freshet.recommend.FormulaRanker;
import io.freshet.recommend.ReaderSnapshot;
import io.freshet.recommend.RecommendSettings;
import io.freshet.recommend.RelatedArticles;
import io.freshet.runtime.HttpRemoteReads;
import io.freshet.runtime.StoreReadModel;
import io.freshet.runtime.StreamsRuntime;
import io.freshet.topology.FreshetTopology;
import io.freshet.topology.Measurements;
import io.freshet.topology.ObjectStore;
import io.freshet.topology.Parts;
import io.freshet.topology.TopologySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The one place where what is configured becomes the parts of the topology, and its stores become what can be read. */
final class Wiring {
    private static final Duration REMOTE_TIMEOUT = Duration.ofSeconds(2);

    private Wiring() {}

    /** The word vectors of the configured file, or none where no file is configured. */
    static WordModel wordModel(Configuration configuration, Path workingDirectory) throws IOException {
        String file = configuration.get(LanguageKeys.MODEL_FILE);
        return file.isEmpty()
                ? WordModel.empty(configuration.get(LanguageKeys.DIMENSION))
                : WordModelFile.open(workingDirectory.resolve(file));
    }

    /** What the topology is put together from. */
    static Parts parts(Configuration configuration, WordModel wordModel, Measurements measurements) {
        RecommendSettings recommend = DomainSettings.recommend(configuration, wordModel.dimension());
        return new Parts(
                TopologySettings.defaults().withTopicNames(InstanceSettings.topicNames(configuration)),
                recommend,
                DomainSettings.words(configuration, wordModel.dimension()),
                DomainSettings.articles(configuration),
                wordModel,
                new EventClock(InstantSource.system(), configuration.get(ConfigurationKeys.EVENTS_FUTURE_TOLERANCE)),
                () -> new FormulaRanker(recommend.formula()),
                measurements);
    }

    /**
     * Reading what the instance holds, and through other instances what they hold.
     *
     * @param eventTimeMillis the event time of now, which decides what is still alive
     */
    static StoreReadModel readModel(StreamsRuntime runtime, RecommendSettings settings, LongSupplier eventTimeMillis) {
        RelatedArticles related = new RelatedArticles(settings);
        StoreReadModel.Local local = new StoreReadModel.Local(
                userId -> lastList(runtime, userId),
                scope -> Optional.ofNullable(Wiring.<Trending>keyValues(runtime, FreshetTopology.TRENDING)
                        .get(scope)),
                articleId -> related(runtime, related, articleId, eventTimeMillis.getAsLong()),
                articleId -> catalogue(runtime).read(catalogue -> catalogue.profile(articleId)));
        StoreReadModel.Owners owners = new StoreReadModel.Owners(
                userId -> runtime.ownerOf(FreshetTopology.READERS, userId),
                scope -> runtime.ownerOf(FreshetTopology.TRENDING, scope));
        return new StoreReadModel(
                local,
                owners,
                new HttpRemoteReads(REMOTE_TIMEOUT, AnswerDecoder::recommendations, AnswerDecoder::trending));
    }

    private static Optional<Recommendations> lastList(StreamsRuntime runtime, String userId) {
        ReaderSnapshot reader = Wiring.<ReaderSnapshot>keyValues(runtime, FreshetTopology.READERS)
                .get(userId);
        return reader == null ? Optional.empty() : Optional.ofNullable(reader.lastList());
    }

    private static Optional<Related> related(
            StreamsRuntime runtime, RelatedArticles related, String articleId, long nowMillis) {
        return catalogue(runtime).read(catalogue -> related.of(articleId, catalogue, nowMillis));
    }

    private static ObjectStore<Catalogue> catalogue(StreamsRuntime runtime) {
        return runtime.store(FreshetTopology.CATALOGUE, ObjectStore.queryable());
    }

    private static <V> ReadOnlyKeyValueStore<String, V> keyValues(StreamsRuntime runtime, String store) {
        return runtime.store(store, QueryableStoreTypes.keyValueStore());
    }
}
