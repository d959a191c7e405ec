package io.freshet.cli;

import io.freshet.codec.AnswerEncoder;
import io.freshet.codec.Contract;
import io.freshet.codec.TopicDeclaration.Direction;
import io.freshet.codec.TopicNames;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import io.freshet.embedding.WordModel;
import io.freshet.event.ArticleProfile;
import io.freshet.recommend.ReadModel;
import io.freshet.runtime.ApplicationTopics;
import io.freshet.runtime.DeadLetterHandlers;
import io.freshet.runtime.KafkaUnavailableException;
import io.freshet.runtime.LiveFeed;
import io.freshet.runtime.RuntimeSettings;
import io.freshet.runtime.StoreReadModel;
import io.freshet.runtime.StreamsProperties;
import io.freshet.runtime.StreamsRuntime;
import io.freshet.runtime.TopicAdministration;
import io.freshet.runtime.TopicDifference;
import io.freshet.runtime.TopologyReads;
import io.freshet.telemetry.CompositeMeasurements;
import io.freshet.telemetry.EngineMeters;
import io.freshet.telemetry.PrometheusMeasurements;
import io.freshet.text.Tokenizer;
import io.freshet.topology.FreshetTopology;
import io.freshet.topology.Measurements;
import io.freshet.topology.Parts;
import io.freshet.web.AnswerJson;
import io.freshet.web.Happenings;
import io.freshet.web.Health;
import io.freshet.web.ListeningSocket;
import io.freshet.web.WebPorts;
import io.freshet.web.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the recommender with all that belongs to it: topics, word model, topology, telemetry, live feed, page.
 * Started once, closed once, in the reverse order. Safe from any thread.
 */
final class RunningInstance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningInstance.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final StreamsRuntime runtime;
    private final TopologyReads reads;
    private final StoreReadModel readModel;
    private final LiveHappenings happenings;
    private final WebServer web;

    private RunningInstance(Configuration configuration, Path workingDirectory, Measurements more) throws IOException {
        RuntimeSettings configured = InstanceSettings.runtime(configuration);
        TopicNames names = InstanceSettings.topicNames(configuration);
        HttpAccess http = HttpAccess.of(configuration, workingDirectory);
        try {
            // The others are told the address when this instance joins them, so its port is bound before that.
            ListeningSocket listening = opened(ListeningSocket.open(http.settings()));
            RuntimeSettings settings = configured.toBuilder()
                    .applicationServer(AdvertisedAddress.of(
                            configuration.get(ConfigurationKeys.HTTP_ADVERTISED),
                            http.settings().host(),
                            listening.port(),
                            configured.bootstrapServers()))
                    .build();
            ApplicationTopics topics = InstanceSettings.topics(configuration);
            prepareTopics(configuration, settings, topics);
            PrometheusMeasurements prometheus = opened(new PrometheusMeasurements(engineMeters(configuration)));
            FigureMeasurements figures =
                    opened(new FigureMeasurements(settings.stateDirectory().resolve(settings.applicationId())));
            Measurements measurements = CompositeMeasurements.of(prometheus, figures, more);
            WordModel wordModel = Wiring.wordModel(configuration, workingDirectory);
            Parts topologyParts = Wiring.parts(configuration, workingDirectory, wordModel, measurements);
            Properties streams = StreamsProperties.of(settings, measurements);
            runtime = opened(
                    new StreamsRuntime(FreshetTopology.build(topologyParts, streams), settings, measurements, topics));
            Contract.load().externalTopics().stream()
                    .filter(topic -> topic.direction() == Direction.IN)
                    .forEach(topic -> measurements.inputOpened(topic.name(), DeadLetterHandlers.REASONS));
            prometheus.bindEngine(runtime.kafkaStreams());
            prometheus.bindInstance(
                    runtime::lagRecords,
                    () -> runtime.health().ready(),
                    () -> runtime.health().restoring().recordsTotal()
                            - runtime.health().restoring().recordsRestored(),
                    runtime::longestStandstill);
            reads = new TopologyReads(runtime, topologyParts.recommend(), InstantSource.system());
            readModel = Wiring.readModel(reads, settings.applicationId(), http.authorization());
            LiveFeed feed = opened(new LiveFeed(
                    settings.clientProperties(),
                    LiveHappenings.sampledTopics(names),
                    LiveHappenings.completeTopics(names)));
            happenings = new LiveHappenings(feed::listen, names);
            // The page is up before the stores are, so that it can say how far they are.
            web = opened(WebServer.start(listening, ports(settings.applicationId(), prometheus, figures)));
            warmUp();
            runtime.start();
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts an instance.
     *
     * @param more measures as well
     * @throws CommandFailure if the topics are not as they must be
     * @throws IOException if the word model cannot be read
     */
    static RunningInstance start(Configuration configuration, Path workingDirectory, Measurements more)
            throws IOException {
        return new RunningInstance(configuration, workingDirectory, more);
    }

    /** Waits until all work is assigned; false if that took longer than the limit. */
    boolean awaitRunning(Duration limit) throws InterruptedException {
        return runtime.awaitRunning(limit);
    }

    /** Calls the listener with the reason if the instance stops by itself. */
    void onFailure(Consumer<String> listener) {
        runtime.onFailure(listener);
    }

    /** Why the instance stopped by itself, if it did. */
    Optional<String> failure() {
        return runtime.failure();
    }

    /** The address of the page. */
    String address() {
        return web.address();
    }

    /** Everything that happens from now on. */
    Happenings happenings() {
        return happenings;
    }

    /** The title of a live article; empty if it is not known, or not now. */
    Optional<String> title(String articleId) {
        try {
            return readModel.profile(articleId).map(ArticleProfile::title);
        } catch (ReadModel.UnavailableException moving) {
            return Optional.empty();
        }
    }

    /** The words nearest to one learned from the stream, as text writes them; empty if it is not known, or not now. */
    List<String> nearestWords(String word, int count) {
        try {
            return reads.nearestWords(word, count);
        } catch (ReadModel.UnavailableException moving) {
            return List.of();
        }
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failed) {
                LOG.warn("a part did not close cleanly", failed);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Differences that prevent no start are logged by the first check of the running instance. */
    private static void prepareTopics(Configuration configuration, RuntimeSettings settings, ApplicationTopics topics) {
        try (TopicAdministration administration = new TopicAdministration(settings.clientProperties())) {
            List<TopicDifference> lost = administration.checkBeforeStart(topics);
            lost.stream()
                    .filter(difference -> !difference.preventsStart())
                    .forEach(difference -> LOG.warn("{}", difference.message()));
            refuse(lost, "without it an instance would go on with a part of its state");
            if (configuration.get(ConfigurationKeys.TOPICS_CREATE)) {
                administration.createMissing(topics.wanted(), settings.replicationFactor());
            }
            refuse(
                    administration.check(topics.wanted()),
                    "'freshet topics check' shows all differences, 'freshet topics create' creates what is missing");
            try {
                administration.correct(topics).forEach(change -> LOG.info("changed {}", change));
            } catch (KafkaUnavailableException refused) {
                LOG.warn("erased records may stay on internal topics for longer: {}", refused.getMessage());
            }
        }
    }

    private static void refuse(List<TopicDifference> differences, String hint) {
        List<TopicDifference> fatal =
                differences.stream().filter(TopicDifference::preventsStart).toList();
        if (!fatal.isEmpty()) {
            throw CommandFailure.because(
                    fatal.get(0).message() + (fatal.size() > 1 ? " (and " + (fatal.size() - 1) + " more)" : ""), hint);
        }
    }

    private static EngineMeters engineMeters(Configuration configuration) {
        return switch (configuration.get(ConfigurationKeys.METRICS_KAFKA)) {
            case CURATED -> EngineMeters.CURATED;
            case ALL -> EngineMeters.ALL;
            case NONE -> EngineMeters.NONE;
        };
    }

    /** Loads the Chinese dictionaries while the stores are rebuilt, so that the first Chinese article does not wait. */
    private static void warmUp() {
        Thread thread = new Thread(() -> Tokenizer.forLanguage("zh").sentences("新闻報導", 10), "freshet-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private WebPorts ports(String applicationId, PrometheusMeasurements prometheus, FigureMeasurements figures) {
        return new WebPorts(
                applicationId,
                readModel,
                readModel.withoutForwarding(),
                new AnswerJson(
                        AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode),
                happenings,
                figures::figures,
                this::health,
                prometheus::scrape,
                Clock.systemUTC());
    }

    private Health health() {
        io.freshet.runtime.Health now = runtime.health();
        return new Health(
                now.live(),
                now.ready(),
                Stream.concat(now.reasons().stream(), now.notes().stream()).toList());
    }
}
