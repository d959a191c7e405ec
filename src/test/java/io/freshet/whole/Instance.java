package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.broker.EmbeddedBroker;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.TopicNames;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.runtime.RuntimeSettings;
import io.freshet.runtime.StreamsProperties;
import io.freshet.runtime.StreamsRuntime;
import io.freshet.runtime.TopologyReads;
import io.freshet.runtime.read.RemoteReads;
import io.freshet.runtime.read.StoreReadModel;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.WantedTopic;
import io.freshet.topology.FreshetTopology;
import io.freshet.topology.context.Delivery;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.context.TopologySettings;
import io.freshet.topology.message.StateStores;
import io.freshet.words.WordModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** A broker and an instance on it in this JVM, with all their data in one directory. */
final class Instance implements AutoCloseable {
    static final String APPLICATION_ID = "freshet-whole";
    private static final int DIMENSION = 32;
    /** Of readers and of articles, as in the contract. */
    private static final int PARTITIONS = 4;

    /** Longer than the second that is the longest pause between two publications. */
    private static final Duration QUIET = Duration.ofMillis(1_300);

    /** At 5 by default, looking at all articles again would be a third of a test that restarts. */
    private static final int REEMBED_ARTICLES_MAX = 100;

    /** Nobody is taken for dead here, and no transaction undone, because the machine has other work. */
    private static final Map<String, String> PATIENT = Map.of(
            "main.consumer.session.timeout.ms", millis(Eventually.LIMIT),
            "main.consumer.heartbeat.interval.ms", millis(Duration.ofSeconds(2)),
            "main.consumer.max.poll.interval.ms", millis(Eventually.LIMIT),
            "consumer.fetch.max.wait.ms", millis(Duration.ofMillis(100)),
            "producer.transaction.timeout.ms", millis(Eventually.LIMIT));

    private final EmbeddedBroker broker;
    private final StreamsRuntime runtime;
    private final StoreReadModel reads;
    final EventCounts counts = new EventCounts();
    final NewsroomClient newsroom;

    private Instance(
            Path directory,
            Map<String, String> brokerProperties,
            Duration behindAfter,
            int waitingListsMax,
            LongSupplier nanoClock,
            Measurements beside)
            throws InterruptedException {
        Measurements measurements = Measurements.all(List.of(counts, beside));
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0, brokerProperties);
        RuntimeSettings settings = RuntimeSettings.builder(
                        APPLICATION_ID, broker.bootstrapServers(), stateDirectory(directory))
                .streamsProperties(PATIENT)
                .build();
        Contract contract = Contract.load();
        try (TopicAdministration administration = new TopicAdministration(settings.clientProperties())) {
            var wanted = WantedTopic.ofContract(contract, TopicNames.withDefaultPrefix(), contract::defaultPartitions);
            administration.createMissing(wanted, 1);
            assertThat(administration.check(wanted)).isEmpty();
        }
        TopologyContext parts = parts(behindAfter, waitingListsMax, nanoClock, measurements);
        runtime = new StreamsRuntime(
                FreshetTopology.build(parts, StreamsProperties.of(settings, measurements)), settings, measurements);
        reads = new TopologyReads(runtime, parts.recommend(), InstantSource.system()).readModel(RemoteReads.NONE);
        newsroom = new NewsroomClient(broker.bootstrapServers(), APPLICATION_ID);
        try {
            runtime.start();
            assertThat(runtime.awaitRunning(Eventually.LIMIT))
                    .as("running within %s", Eventually.LIMIT)
                    .isTrue();
        } catch (RuntimeException | AssertionError failed) {
            close();
            throw failed;
        }
    }

    /**
     * Waits until all events are read, all that follows from them is written and read too, and no thread has work left.
     */
    void awaitQuiet() {
        awaitQuiet(Set.of());
    }

    /**
     * The same, whatever is written to some of the topics.
     *
     * @param without which topics
     */
    void awaitQuiet(Set<Topic<?, ?>> without) {
        newsroom.awaitQuiet(QUIET, without, () -> Optional.of(Rounds.of(runtime.kafkaStreams())));
    }

    /** A clock by which no background work is rationed. */
    private static long standingClock() {
        return 0;
    }

    /**
     * The documented defaults, but related lists a second apart: waiting for thirty would be most of the test. The
     * clock that rations background work stands still, so that none is put off: by the real one a piece of it is
     * followed by a rest of eighty times its duration, which on a busy machine is seconds in which nothing is written
     * and work is left.
     */
    private static TopologyContext parts(
            Duration behindAfter, int waitingListsMax, LongSupplier nanoClock, Measurements measurements) {
        TopologyContext defaults = TopologyContext.defaults(WordModel.empty(DIMENSION), measurements);
        TopologySettings settings = defaults.settings();
        return new TopologyContext(
                new TopologySettings(
                        settings.topicNames(),
                        settings.publishInterval(),
                        settings.wordsInterval(),
                        settings.statisticsInterval(),
                        settings.trendingInterval(),
                        Duration.ofSeconds(1),
                        settings.rankerInterval(),
                        settings.pushInterval(),
                        settings.pushBudget(),
                        behindAfter,
                        settings.waitingListTime(),
                        waitingListsMax,
                        settings.sweepInterval(),
                        settings.sweepArticlesMax(),
                        settings.articleRetention(),
                        settings.readerRetention(),
                        settings.erasureMemory(),
                        settings.reembedInterval(),
                        REEMBED_ARTICLES_MAX,
                        settings.textsMax()),
                defaults.recommend(),
                defaults.words(),
                defaults.articles(),
                defaults.wordModel(),
                defaults.categoryExamples(),
                defaults.eventClock(),
                nanoClock,
                new Delivery(PARTITIONS, defaults.delivery().repeatsAfterCrash()),
                defaults.experiment(),
                measurements);
    }

    /** Starts on what the directory holds, or from nothing; returns when all work is assigned. */
    static Instance start(Path directory) throws InterruptedException {
        TopologySettings defaults = TopologySettings.defaults();
        return new Instance(
                directory,
                Map.of(),
                defaults.behindAfter(),
                defaults.waitingListsMax(),
                Instance::standingClock,
                Measurements.NONE);
    }

    /**
     * The same with other bounds of being behind, background work rationed as in life.
     *
     * @param beside hears what {@link #counts} hears
     */
    static Instance start(Path directory, Duration behindAfter, int waitingListsMax, Measurements beside)
            throws InterruptedException {
        return new Instance(directory, Map.of(), behindAfter, waitingListsMax, System::nanoTime, beside);
    }

    /** The same with broker properties over those of the embedded broker. */
    static Instance start(Path directory, Map<String, String> brokerProperties) throws InterruptedException {
        TopologySettings defaults = TopologySettings.defaults();
        return new Instance(
                directory,
                brokerProperties,
                defaults.behindAfter(),
                defaults.waitingListsMax(),
                Instance::standingClock,
                Measurements.NONE);
    }

    static Path stateDirectory(Path directory) {
        return directory.resolve("state");
    }

    StoreReadModel reads() {
        return reads;
    }

    StreamsRuntime runtime() {
        return runtime;
    }

    /** Everything that is stored of readers, by userId. */
    Map<String, ReaderSnapshot> readers() {
        Map<String, ReaderSnapshot> readers = new TreeMap<>();
        return runtime.read(
                StateStores.READERS.name(), QueryableStoreTypes.<String, ReaderSnapshot>keyValueStore(), store -> {
                    try (KeyValueIterator<String, ReaderSnapshot> all = store.all()) {
                        all.forEachRemaining(entry -> readers.put(entry.key, entry.value));
                    }
                    return readers;
                });
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    /** Waits for the end of the runtime longer than that does itself: its directory must be free for the next. */
    @Override
    public void close() {
        newsroom.close();
        runtime.close();
        Eventually.await("the runtime has ended")
                .until(() -> runtime.kafkaStreams().state().hasCompletedShutdown());
        broker.close();
    }
}
