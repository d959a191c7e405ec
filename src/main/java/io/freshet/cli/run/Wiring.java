package io.freshet.cli.run;

import io.freshet.article.ArticleSettings;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.InstanceSettings;
import io.freshet.cli.LabelledArticleFile;
import io.freshet.cli.NamedPath;
import io.freshet.codec.json.AnswerDecoder;
import io.freshet.codec.json.EventClock;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationException;
import io.freshet.config.ConfigurationKey;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.DomainSettings;
import io.freshet.config.ExperimentMode;
import io.freshet.config.ProcessingGuarantee;
import io.freshet.config.WordKeys;
import io.freshet.event.Article;
import io.freshet.recommend.Experiment;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.runtime.TopologyReads;
import io.freshet.runtime.read.HttpRemoteReads;
import io.freshet.runtime.read.StoreReadModel;
import io.freshet.topology.context.Delivery;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.context.TopologySettings;
import io.freshet.topology.message.StateStores;
import io.freshet.words.WordModel;
import io.freshet.words.WordModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Builds parts of an instance from the configuration: the word model, the context that processors share, and the read
 * access to their state.
 */
public final class Wiring {
    private static final Duration REMOTE_TIMEOUT = Duration.ofSeconds(2);

    private static final int DEFAULT_CATEGORIES_MAX =
            ArticleSettings.DEFAULTS.categories().categoriesMax();

    private Wiring() {}

    /**
     * Checks the files and directories that settings of an instance name, so that a wrong path is reported before the
     * instance connects to Kafka.
     *
     * @throws CommandFailure if a file does not exist or is a directory, or if {@code state.directory} is a file
     */
    public static void requireFiles(Configuration configuration, Path workingDirectory) {
        // Relative to the process, because Kafka Streams resolves it.
        NamedPath.of(
                        ConfigurationKeys.STATE_DIRECTORY.name(),
                        configuration.get(ConfigurationKeys.STATE_DIRECTORY),
                        Path.of(""))
                .directory();
        file(configuration, WordKeys.MODEL_FILE, workingDirectory);
        file(configuration, WordKeys.CATEGORIES_FILE, workingDirectory);
        if (configuration.get(ConfigurationKeys.EXPERIMENT_MODE) != ExperimentMode.OFF) {
            experimentFile(configuration, workingDirectory);
        }
    }

    /**
     * Opens the word model file that the setting {@code model.file} names; returns an empty model if the setting is
     * empty.
     */
    public static WordModel wordModel(Configuration configuration, Path workingDirectory) throws IOException {
        Optional<Path> file = file(configuration, WordKeys.MODEL_FILE, workingDirectory);
        return file.isEmpty() ? WordModel.empty(configuration.get(WordKeys.DIMENSION)) : WordModelFile.open(file.get());
    }

    /**
     * Builds the context that all processors of the topology share: settings, word model, clocks, experiment and
     * measurements.
     *
     * @throws ConfigurationException if the settings do not fit together or do not fit the model
     */
    public static TopologyContext topologyContext(
            Configuration configuration, Path workingDirectory, WordModel wordModel, Measurements measurements) {
        requireStorable(wordModel.dimension(), configuration.get(WordKeys.CATEGORIES_MAX));
        RecommendSettings recommend = DomainSettings.recommend(configuration, wordModel.dimension());
        return new TopologyContext(
                TopologySettings.defaults()
                        .withTopicNames(InstanceSettings.topicNames(configuration))
                        .withPublishInterval(configuration.get(ConfigurationKeys.CATALOGUE_PUBLISH_INTERVAL))
                        .withRetention(new TopologySettings.Retention(
                                configuration.get(ConfigurationKeys.READERS_IDLE_MAX),
                                configuration.get(ConfigurationKeys.READERS_ERASURE_MEMORY))),
                recommend,
                new TopologyContext.Language(
                        wordModel,
                        DomainSettings.words(configuration, wordModel.dimension()),
                        DomainSettings.articles(configuration),
                        categoryExamples(configuration, workingDirectory)),
                new TopologyContext.Clocks(
                        new EventClock(
                                InstantSource.system(), configuration.get(ConfigurationKeys.EVENTS_FUTURE_TOLERANCE)),
                        System::nanoTime),
                new Delivery(
                        configuration.get(ConfigurationKeys.TOPICS_PARTITIONS),
                        configuration.get(ConfigurationKeys.PROCESSING_GUARANTEE) == ProcessingGuarantee.AT_LEAST_ONCE),
                experiment(configuration, workingDirectory, wordModel.dimension()),
                measurements);
    }

    /**
     * Checks that article statistics for this vector dimension and number of categories fit into one Kafka record.
     * Their size grows with the square of the dimension.
     */
    private static void requireStorable(int dimension, int categories) {
        long bytes = StateStores.articleStatisticsBytesMax(dimension, categories);
        if (bytes > StateStores.VALUE_BYTES_MAX) {
            long without = StateStores.articleStatisticsBytesMax(dimension, 0);
            long each = StateStores.articleStatisticsBytesMax(dimension, 1) - without;
            long categoriesThatFit = (StateStores.VALUE_BYTES_MAX - without) / each;
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "article statistics of %d categories in %d dimensions need up to %,d bytes, a Kafka record holds"
                            + " %,d: %s",
                    categories,
                    dimension,
                    bytes,
                    StateStores.VALUE_BYTES_MAX,
                    categoriesThatFit >= ArticleSettings.CATEGORIES_MIN
                            ? "set articles.categories-max=" + categoriesThatFit
                                    + " or less, or use shorter word vectors"
                            : "use word vectors of at most " + StateStores.dimensionMax(DEFAULT_CATEGORIES_MAX)
                                    + " dimensions, with which " + DEFAULT_CATEGORIES_MAX + " categories fit"));
        }
    }

    private static List<Article> categoryExamples(Configuration configuration, Path workingDirectory) {
        return file(configuration, WordKeys.CATEGORIES_FILE, workingDirectory)
                .map(LabelledArticleFile::categorisedArticles)
                .orElse(List.of());
    }

    /** File that a setting names; empty if the setting is empty. */
    private static Optional<Path> file(
            Configuration configuration, ConfigurationKey<String> key, Path workingDirectory) {
        String given = configuration.get(key);
        return given.isEmpty()
                ? Optional.empty()
                : Optional.of(NamedPath.of(key.name(), Path.of(given), workingDirectory)
                        .file());
    }

    private static Path experimentFile(Configuration configuration, Path workingDirectory) {
        return NamedPath.of(
                        ConfigurationKeys.EXPERIMENT_FILE.name(),
                        configuration.get(ConfigurationKeys.EXPERIMENT_FILE),
                        workingDirectory)
                .file();
    }

    private static Optional<Experiment> experiment(Configuration configuration, Path workingDirectory, int dimension) {
        ExperimentMode mode = configuration.get(ConfigurationKeys.EXPERIMENT_MODE);
        if (mode == ExperimentMode.OFF) {
            return Optional.empty();
        }
        Path file = experimentFile(configuration, workingDirectory);
        RecommendSettings treatment = DomainSettings.recommend(configuration.overriddenBy(file), dimension);
        try {
            return Optional.of(new Experiment(
                            mode == ExperimentMode.SHADOW ? Experiment.Mode.SHADOW : Experiment.Mode.SPLIT,
                            configuration.get(ConfigurationKeys.EXPERIMENT_SHARE),
                            treatment)
                    .requireSameState(DomainSettings.recommend(configuration, dimension)));
        } catch (IllegalArgumentException invalid) {
            throw new ConfigurationException(file + ": " + invalid.getMessage());
        }
    }

    /**
     * Builds the read access to lists and articles: in this instance's stores, or over HTTP in those of the partition's
     * owner.
     *
     * @param applicationId id that all instances share
     * @param authorization {@code Authorization} header for the other instances; empty without a token
     */
    static StoreReadModel readModel(TopologyReads reads, String applicationId, Optional<String> authorization) {
        return reads.readModel(new HttpRemoteReads(
                applicationId, REMOTE_TIMEOUT, authorization, AnswerDecoder::recommendations, AnswerDecoder::trending));
    }
}
