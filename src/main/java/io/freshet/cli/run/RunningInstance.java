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
import io.freshet.telemetry.CompositeMeasurements;
import io.freshet.telemetry.EngineMeters;
import io.freshet.telemetry.PrometheusMeasurements;
import io.freshet.text.Tokenizer;
import io.freshet.topology.FreshetTopology;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TopologyContext;
import io.freshet.web.ListeningSocket;
import io.freshet.web.WebServer;
import io.freshet.web.port.AnswerJson;
import io.freshet.web.port.HealthSource;
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
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the recommender with all that belongs to it: topics, word model, topology, telemetry, live feed, page.
 * Started once, closed once, in the reverse order. Safe from any thread.
 */
public final class RunningInstance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningInstance.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final StreamsRuntime runtime;
    private final TopologyReads reads;
    private final StoreReadModel readModel;
    private final TopicLiveEvents happenings;
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
            TopologyContext topologyParts = Wiring.parts(configuration, workingDirectory, wordModel, measurements);
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
            TopicFeed feed = opened(new TopicFeed(
                    settings.clientProperties(),
                    TopicLiveEvents.sampledTopics(names),
                    TopicLiveEvents.completeTopics(names)));
            happenings = new TopicLiveEvents(feed::listen, names);
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
    public static RunningInstance start(Configuration configuration, Path workingDirectory, Measurements more)
            throws IOException {
        return new RunningInstance(configuration, workingDirectory, more);
    }

    /** Waits until all work is assigned; false if that took longer than the limit. */
    public boolean awaitRunning(Duration limit) throws InterruptedException {
        return runtime.awaitRunning(limit);
    }

    /** Calls the listener with the reason if the instance stops by itself. */
    public void onFailure(Consumer<String> listener) {
        runtime.onFailure(listener);
    }

    /** Why the instance stopped by itself, if it did. */
    public Optional<String> failure() {
        return runtime.failure();
    }

    /** The address of the page. */
    public String address() {
        return web.address();
    }

    /** Everything that happens from now on. */
    public LiveEvents happenings() {
        return happenings;
    }

    /** The title of a live article; empty if it is not known, or not now. */
    public Optional<String> title(String articleId) {
        try {
            return readModel.profile(articleId).map(ArticleProfile::title);
        } catch (ReadModel.UnavailableException moving) {
            return Optional.empty();
        }
    }

    /** The words nearest to one learned from the stream, as text writes them; empty if it is not known, or not now. */
    public List<String> nearestWords(String word, int count) {
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
        AnswerJson json = new AnswerJson(
                AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode);
        return new WebPorts(
                new WebPorts.Reads(applicationId, readModel, readModel.withoutForwarding(), json),
                happenings,
                new WebPorts.Operations(figures::figures, this::health, prometheus::scrape),
                Clock.systemUTC());
    }

    private HealthSource health() {
        io.freshet.runtime.health.InstanceHealth now = runtime.health();
        return new HealthSource(
                now.live(),
                now.ready(),
                Stream.concat(now.reasons().stream(), now.notes().stream()).toList());
    }
}
