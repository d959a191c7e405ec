package io.freshet.cli.run;

import io.freshet.cli.CommandFailure;
import io.freshet.cli.InstanceSettings;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.TopicDeclaration.Direction;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.json.AnswerEncoder;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import io.freshet.event.ArticleProfile;
import io.freshet.recommend.ReadModel;
import io.freshet.runtime.DeadLetterHandlers;
import io.freshet.runtime.RuntimeSettings;
import io.freshet.runtime.StreamsProperties;
import io.freshet.runtime.StreamsRuntime;
import io.freshet.runtime.TopologyReads;
import io.freshet.runtime.read.StoreReadModel;
import io.freshet.runtime.read.TopicFeed;
import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.runtime.topics.KafkaUnavailableException;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.TopicDifference;
import io.freshet.telemetry.KafkaMeters;
import io.freshet.telemetry.PrometheusMeasurements;
import io.freshet.text.Tokenizer;
import io.freshet.topology.FreshetTopology;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TopologyContext;
import io.freshet.web.ListeningSocket;
import io.freshet.web.WebServer;
import io.freshet.web.port.AnswerJson;
import io.freshet.web.port.HealthStatus;
import io.freshet.web.port.LiveEvents;
import io.freshet.web.port.WebPorts;
import io.freshet.words.WordModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance of the recommender: word model, topology, telemetry, live feed and web server. Starts once;
 * closes its components in reverse order. Thread-safe.
 */
public final class RunningInstance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningInstance.class);

    private final Deque<AutoCloseable> components = new ArrayDeque<>();
    private final StreamsRuntime runtime;
    private final TopologyReads reads;
    private final StoreReadModel readModel;
    private final TopicLiveEvents liveEvents;
    private final WebServer web;

    private RunningInstance(Configuration configuration, Path workingDirectory, Measurements additional)
            throws IOException {
        Wiring.requireFiles(configuration, workingDirectory);
        RuntimeSettings configured = InstanceSettings.runtime(configuration);
        TopicNames names = InstanceSettings.topicNames(configuration);
        HttpAccess http = HttpAccess.of(configuration, workingDirectory);
        try {
            // The address is announced when this instance joins the group, so the port is bound first.
            ListeningSocket listening = register(ListeningSocket.open(http.settings()));
            RuntimeSettings settings = configured.toBuilder()
                    .applicationServer(AdvertisedAddress.of(
                            configuration.get(ConfigurationKeys.HTTP_ADVERTISED),
                            http.settings().host(),
                            listening.port(),
                            configured.bootstrapServers()))
                    .build();
            ApplicationTopics topics = InstanceSettings.topics(configuration);
            prepareTopics(configuration, settings, topics);
            PrometheusMeasurements prometheus = register(new PrometheusMeasurements(engineMeters(configuration)));
            DashboardMeasurements dashboard =
                    register(new DashboardMeasurements(settings.stateDirectory().resolve(settings.applicationId())));
            Measurements measurements = Measurements.all(List.of(prometheus, dashboard, additional));
            WordModel wordModel = Wiring.wordModel(configuration, workingDirectory);
            TopologyContext topologyContext =
                    Wiring.topologyContext(configuration, workingDirectory, wordModel, measurements);
            Properties streams = StreamsProperties.of(settings, measurements);
            runtime = register(new StreamsRuntime(
                    FreshetTopology.build(topologyContext, streams), settings, measurements, topics));
            Contract.load().externalTopics().stream()
                    .filter(topic -> topic.direction() == Direction.IN)
                    .forEach(topic ->
                            measurements.record(new Measurement.InputOpened(topic.name(), DeadLetterHandlers.REASONS)));
            prometheus.bindKafkaStreams(runtime.kafkaStreams());
            prometheus.bindInstance(
                    runtime::lagRecords,
                    () -> runtime.health().ready(),
                    () -> runtime.health().restoring().recordsTotal()
                            - runtime.health().restoring().recordsRestored(),
                    runtime::longestStall,
                    runtime::storeMemoryBytes);
            reads = new TopologyReads(runtime, topologyContext.recommend(), InstantSource.system());
            readModel = Wiring.readModel(reads, settings.applicationId(), http.authorization());
            TopicFeed feed = register(new TopicFeed(
                    settings.clientProperties(),
                    TopicLiveEvents.sampledTopics(names),
                    TopicLiveEvents.completeTopics(names)));
            liveEvents = new TopicLiveEvents(feed::listen, names);
            // The page is up before the stores, so that it can show how far they are restored.
            web = register(WebServer.start(listening, ports(settings.applicationId(), prometheus, dashboard)));
            warmUp();
            runtime.start();
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts an instance and returns before its state stores are restored; {@code additional} receives the instance's
     * measurements, too.
     *
     * @param additional receiver besides the metrics and the live page
     * @throws CommandFailure if a topic is missing or cannot be used as it is, or a setting names a file that
     *     does not exist
     * @throws IOException if the word model cannot be read
     */
    public static RunningInstance start(Configuration configuration, Path workingDirectory, Measurements additional)
            throws IOException {
        return new RunningInstance(configuration, workingDirectory, additional);
    }

    /** Waits until all stream threads run, and returns false if that takes longer than the limit. */
    public boolean awaitRunning(Duration limit) throws InterruptedException {
        return runtime.awaitRunning(limit);
    }

    /** Registers a listener, which receives the reason if the instance stops by itself. */
    public void onFailure(Consumer<String> listener) {
        runtime.onFailure(listener);
    }

    /** The reason why the instance stopped by itself; empty if it did not. */
    public Optional<String> failure() {
        return runtime.failure();
    }

    /** The URL of the live page. */
    public String address() {
        return web.address();
    }

    /**
     * Source of the application's live events, such as clicks and lists; a subscriber receives events from its
     * subscription on.
     */
    public LiveEvents liveEvents() {
        return liveEvents;
    }

    /** Profile of an article in the catalogue; empty if the article is unknown or its store is unavailable. */
    public Optional<ArticleProfile> profile(String articleId) {
        try {
            return readModel.profile(articleId);
        } catch (ReadModel.UnavailableException rebalancing) {
            return Optional.empty();
        }
    }

    /** Number of input records that this instance has not processed yet; empty if unknown. */
    public OptionalLong lagRecords() {
        return runtime.lagRecords();
    }

    /**
     * At most {@code count} words of the model file nearest to a word learned from the stream; empty if the word is
     * unknown or its store unavailable.
     */
    public List<String> nearestWords(String word, int count) {
        try {
            return reads.nearestWords(word, count);
        } catch (ReadModel.UnavailableException rebalancing) {
            return List.of();
        }
    }

    @Override
    public void close() {
        while (!components.isEmpty()) {
            try {
                components.pop().close();
            } catch (Exception failed) {
                LOG.warn("closing a component failed", failed);
            }
        }
    }

    private <T extends AutoCloseable> T register(T component) {
        components.push(component);
        return component;
    }

    /**
     * Checks the topics on the cluster, creates missing topics and corrects topic settings. Differences that allow a
     * start are only logged: changes since the last run here, other differences by the running instance's first check.
     */
    private static void prepareTopics(Configuration configuration, RuntimeSettings settings, ApplicationTopics topics) {
        try (TopicAdministration administration = new TopicAdministration(settings.clientProperties())) {
            List<TopicDifference> differences = administration.checkBeforeStart(topics);
            differences.stream()
                    .filter(difference -> !difference.preventsStart())
                    .forEach(difference -> LOG.warn("{}", difference.message()));
            failIfAnyPreventsStart(differences, "without the topic part of the state would be missing");
            if (configuration.get(ConfigurationKeys.TOPICS_CREATE)) {
                administration.createMissing(topics.wanted(), settings.replicationFactor());
            }
            failIfAnyPreventsStart(
                    administration.check(topics.wanted()),
                    "'freshet topics check' lists all differences, 'freshet topics create' creates missing topics");
            try {
                administration.correctSettings(topics).forEach(change -> LOG.info("changed {}", change));
            } catch (KafkaUnavailableException rejected) {
                LOG.warn("erased records may stay on internal topics for longer: {}", rejected.getMessage());
            }
        }
    }

    private static void failIfAnyPreventsStart(List<TopicDifference> differences, String remedy) {
        List<TopicDifference> fatal =
                differences.stream().filter(TopicDifference::preventsStart).toList();
        if (!fatal.isEmpty()) {
            throw CommandFailure.because(
                    fatal.get(0).message() + (fatal.size() > 1 ? " (and " + (fatal.size() - 1) + " more)" : ""),
                    remedy);
        }
    }

    private static KafkaMeters engineMeters(Configuration configuration) {
        return switch (configuration.get(ConfigurationKeys.METRICS_KAFKA)) {
            case CURATED -> KafkaMeters.CURATED;
            case ALL -> KafkaMeters.ALL;
            case NONE -> KafkaMeters.NONE;
        };
    }

    /** Loads the Chinese dictionaries in the background, so that the first Chinese article does not wait for them. */
    private static void warmUp() {
        Thread thread = new Thread(() -> Tokenizer.forLanguage("zh").sentences("新闻報導", 10), "freshet-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private WebPorts ports(String applicationId, PrometheusMeasurements prometheus, DashboardMeasurements dashboard) {
        AnswerJson json = new AnswerJson(
                AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode);
        return new WebPorts(
                new WebPorts.Reads(applicationId, readModel, readModel.withoutForwarding(), json),
                liveEvents,
                new WebPorts.Operations(dashboard::totals, this::health, prometheus::scrape),
                Clock.systemUTC());
    }

    private HealthStatus health() {
        io.freshet.runtime.health.InstanceHealth now = runtime.health();
        return new HealthStatus(
                now.live(),
                now.ready(),
                Stream.concat(now.reasons().stream(), now.notes().stream()).toList());
    }
}
