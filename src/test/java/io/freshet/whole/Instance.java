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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** A broker and an instance in this JVM, with all data in one directory. */
final class Instance implements AutoCloseable {
    static final String APPLICATION_ID = "freshet-whole";
    private static final int DIMENSION = 32;
    /** Partitions of the topics keyed by reader and by article, as in the contract. */
    private static final int PARTITIONS = 4;

    /** Longer than the longest pause between two publications, which is one second. */
    private static final Duration QUIET = Duration.ofMillis(1_300);

    /** With the default of 5, re-embedding all articles would take a third of a test with restarts. */
    private static final int REEMBED_ARTICLES_MAX = 100;

    /** Long timeouts: on a busy machine no client is fenced and no transaction is aborted. */
    private static final Map<String, String> LONG_TIMEOUTS = Map.of(
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
            TopologySettings.Overload overload,
            LongSupplier nanoClock,
            Measurements additional)
            throws InterruptedException {
        Measurements measurements = Measurements.all(List.of(counts, additional));
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0, brokerProperties);
        RuntimeSettings settings = RuntimeSettings.builder(
                        APPLICATION_ID, broker.bootstrapServers(), stateDirectory(directory))
                .streamsProperties(LONG_TIMEOUTS)
                .build();
        Contract contract = Contract.load();
        try (TopicAdministration administration = new TopicAdministration(settings.clientProperties())) {
            var wanted = WantedTopic.ofContract(contract, TopicNames.withDefaultPrefix(), contract::defaultPartitions);
            administration.createMissing(wanted, 1);
            assertThat(administration.check(wanted)).isEmpty();
        }
        TopologyContext context = context(overload, nanoClock, measurements);
        runtime = new StreamsRuntime(
                FreshetTopology.build(context, StreamsProperties.of(settings, measurements)), settings, measurements);
        reads = new TopologyReads(runtime, context.recommend(), InstantSource.system()).readModel(RemoteReads.NONE);
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

    /** Waits until all events are read, all output is written and read, and no thread has work left. */
    void awaitQuiet() {
        awaitQuiet(Set.of());
    }

    /**
     * Waits for quiet, ignoring the output to some topics.
     *
     * @param ignored topics whose output is ignored
     */
    void awaitQuiet(Set<Topic<?, ?>> ignored) {
        newsroom.awaitQuiet(QUIET, ignored, () -> Optional.of(ThreadProgress.of(runtime.kafkaStreams())));
    }

    /** A stopped clock, which disables the time budget of background work. */
    private static long stoppedClock() {
        return 0;
    }

    /**
     * The default context, but related lists are published every second instead of every thirty, to shorten the tests.
     * With a stopped clock background work is never deferred. With the real clock a unit of background work is followed
     * by a pause of eighty times its duration; on a busy machine that means seconds without output although work is
     * left.
     */
    private static TopologyContext context(
            TopologySettings.Overload overload, LongSupplier nanoClock, Measurements measurements) {
        TopologyContext defaults = TopologyContext.defaults(WordModel.empty(DIMENSION), measurements);
        TopologySettings settings = defaults.settings();
        return defaults.withSettings(settings.withRelatedInterval(Duration.ofSeconds(1))
                        .withOverload(overload)
                        .withReembedArticlesMax(REEMBED_ARTICLES_MAX))
                .withNanoClock(nanoClock)
                .withDelivery(new Delivery(PARTITIONS, defaults.delivery().repeatsAfterCrash()));
    }

    /** Starts with the data in the directory, if any; returns when all tasks are assigned. */
    static Instance start(Path directory) throws InterruptedException {
        return new Instance(
                directory, Map.of(), TopologySettings.defaults().overload(), Instance::stoppedClock, Measurements.NONE);
    }

    /**
     * Starts with other load limits and with the real clock for background work.
     *
     * @param additional receives the same measurements as {@link #counts}
     */
    static Instance start(Path directory, TopologySettings.Overload overload, Measurements additional)
            throws InterruptedException {
        return new Instance(directory, Map.of(), overload, System::nanoTime, additional);
    }

    /** Starts with broker properties that override those of the embedded broker. */
    static Instance start(Path directory, Map<String, String> brokerProperties) throws InterruptedException {
        return new Instance(
                directory,
                brokerProperties,
                TopologySettings.defaults().overload(),
                Instance::stoppedClock,
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

    /** The stored state of all readers, by userId. */
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

    /** Closes all and waits until the runtime has shut down, so that the next instance can use the directory. */
    @Override
    public void close() {
        newsroom.close();
        runtime.close();
        Eventually.await("the runtime has shut down")
                .until(() -> runtime.kafkaStreams().state().hasCompletedShutdown());
        broker.close();
    }
}
