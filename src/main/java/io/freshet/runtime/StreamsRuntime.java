package io.freshet.runtime;

import io.freshet.recommend.ReadModel;
import io.freshet.runtime.health.InstanceHealth;
import io.freshet.runtime.health.LagMonitor;
import io.freshet.runtime.health.ThreadReplacement;
import io.freshet.runtime.read.InstanceAddress;
import io.freshet.runtime.read.Owner;
import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.runtime.topics.TopologyTopics;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.store.StoreRepairs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one instance of a topology: starts it, reports its health, reads its stores and closes it. An object is started
 * once and closed once; a second close does nothing. Safe from any thread.
 */
public final class StreamsRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);
    /**
     * Number of threads for the health checks, one for each kind of check, so that a blocked check delays no other. The
     * kinds are stream threads, topics, requested topic checks, lag and local state; a broker or disk that does not
     * answer blocks a check.
     */
    private static final int HEALTH_THREADS = 5;

    private final RuntimeSettings settings;
    private final HealthLimits limits;
    private final LocalState localState;
    private final WatchedTopics watchedTopics;
    private final KafkaStreams streams;
    private final StoreReader stores;
    private final StoreRepairs repairs;
    private final HealthChecks checks;
    private final ScheduledExecutorService executor = new ScheduledThreadPoolExecutor(
            HEALTH_THREADS, StreamsRuntime::healthThread, new ThreadPoolExecutor.DiscardPolicy());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final CountDownLatch running = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Prepares an instance that does not check its topics, and locks the state directory.
     *
     * @param measurements receives the measurements of this instance, such as rejected records and rebuilt stores
     * @throws RuntimeFailureException if the state directory is in use or unwritable
     */
    public StreamsRuntime(Topology topology, RuntimeSettings settings, Measurements measurements) {
        this(
                topology,
                settings,
                measurements,
                ApplicationTopics.none(settings.applicationId(), settings.topicPrefix()));
    }

    /**
     * Prepares an instance that checks {@code topics} while it runs, and locks the state directory.
     *
     * @param measurements receives the measurements of this instance, such as rejected records and rebuilt stores
     * @param topics topics to check while the instance runs; the lag of their inputs decides whether the instance is
     *     ready
     * @throws RuntimeFailureException if the state directory is in use or unwritable
     */
    public StreamsRuntime(
            Topology topology, RuntimeSettings settings, Measurements measurements, ApplicationTopics topics) {
        this(topology, settings, measurements, topics, HealthLimits.DEFAULT);
    }

    StreamsRuntime(
            Topology topology,
            RuntimeSettings settings,
            Measurements measurements,
            ApplicationTopics topics,
            HealthLimits limits) {
        this.settings = settings;
        this.limits = limits;
        Optional<InstanceAddress> address =
                Optional.ofNullable(settings.applicationServer()).map(InstanceAddress::of);
        Properties properties = StreamsProperties.of(settings, measurements);
        address.ifPresent(own -> properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, own.applicationServer()));
        localState = new LocalState(settings.stateDirectory(), settings.applicationId());
        localState.deleteIfOutdated(Instant.now());
        TopologyDescription description = topology.describe();
        watchedTopics = new WatchedTopics(
                description, settings, topics, executor, limits.intervals().earlyTopics());
        try {
            streams = new FilteredKafkaStreams(
                    topology,
                    properties,
                    FencedClients.of(description, settings, watchedTopics.recordLimits(), watchedTopics::checkEarly));
        } catch (StreamsException e) {
            watchedTopics.close();
            throw explained(e);
        }
        stores = new StoreReader(streams, address);
        streams.setStateListener(this::stateChanged);
        checks = new HealthChecks(
                streams, watchedTopics, lagMonitor(description, topics, measurements), limits, this::fail);
        repairs = (StoreRepairs) Objects.requireNonNull(properties.get(StoreRepairs.CONFIG));
        ThreadReplacement replacement = new ThreadReplacement(System::nanoTime, this::pause, this::fail, repairs);
        streams.setUncaughtExceptionHandler(exception -> {
            StreamThreadExceptionResponse response = replacement.handle(exception);
            checks.threadFailed(Thread.currentThread());
            return response;
        });
    }

    private LagMonitor lagMonitor(
            TopologyDescription description, ApplicationTopics topics, Measurements measurements) {
        // Registers the counters, so that the first loss is seen as an increase.
        topics.inputs().forEach(topic -> measurements.record(new Measurement.InputLost(contractName(topic), 0)));
        return new LagMonitor(
                watchedTopics.inputOffsets(),
                new LagMonitor.WatchedPartitions(
                        this::assignedPartitions,
                        TopologyTopics.globalPartitions(description),
                        topics.inputs().isEmpty() ? TopologyTopics.sources(description) : topics.inputs()),
                settings.processing().lagMax(),
                System::nanoTime,
                (topic, records) -> measurements.record(new Measurement.InputLost(contractName(topic), records)));
    }

    /**
     * Starts processing and returns once the global stores are restored. Other stores are restored in the background.
     *
     * @throws RuntimeFailureException if the start fails
     */
    public void start() {
        // Before any record is sent, because the first check reads the record limits of the topics.
        watchedTopics.start(limits.intervals().topics());
        checks.beforeStart();
        try {
            // Opens the local stores before the stream threads start.
            streams.start();
            int unclean = repairs.uncleanTasks();
            if (unclean > 0) {
                LOG.warn(
                        "local state of {} tasks was not closed cleanly: it is rebuilt from Kafka, nothing is lost",
                        unclean);
            }
            stores.globalStoresRestored();
            checks.start(executor, limits.intervals().lag());
            var unused = executor.scheduleWithFixedDelay(
                    () -> localState.markInUse(Instant.now()),
                    0,
                    limits.intervals().topics().toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (StreamsException e) {
            throw explained(e);
        }
    }

    /**
     * Waits until all tasks are assigned and all stores are restored; false if the time limit passes first.
     *
     * @return false if the limit passed first
     * @throws RuntimeFailureException if the instance stopped meanwhile
     * @throws InterruptedException if this thread is interrupted
     */
    public boolean awaitRunning(Duration limit) throws InterruptedException {
        boolean reached = running.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        Optional<String> failed = failure();
        if (failed.isPresent()) {
            throw new RuntimeFailureException(failed.get());
        }
        return reached;
    }

    /** Reason why the instance stopped by itself; empty if it did not. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.getNow(null));
    }

    /**
     * Registers a listener that receives the reason when the instance stops by itself, on the thread that detected the
     * failure. If the instance has already stopped, the listener is called at once on this thread.
     */
    public void onFailure(Consumer<String> listener) {
        var unused = failure.thenAccept(listener);
    }

    /** Current health of the instance. */
    public InstanceHealth health() {
        return checks.health(failure());
    }

    /**
     * Duration of the longest current stall, of a stream thread or of the restoration of stores; zero if all make
     * progress.
     */
    public Duration longestStall() {
        return checks.longestStall();
    }

    /**
     * Number of input records that this instance has not processed yet, including those in open transactions; empty if
     * unknown.
     */
    public OptionalLong lagRecords() {
        return checks.lagRecords();
    }

    /**
     * Applies {@code reading} once to a store of this instance, which spans all partitions assigned here, and returns
     * the result. A global store is read whole.
     *
     * @param reading reads the store within this call, because Kafka Streams can fail at the look-up of the store and
     *     at each later access
     * @throws ReadModel.UnavailableException before the start and while partitions of the store are moved or restored
     */
    public <T, R> R read(String name, QueryableStoreType<T> type, Function<T, R> reading) {
        return stores.read(name, type, reading);
    }

    /**
     * Applies {@code reading} to one partition of a store and returns the result; {@code owner} names the only
     * partition that can hold the key. Other partitions cannot hold the key, so a missing value there would prove
     * nothing.
     *
     * @param owner owner of the key, from {@link #ownerOf}
     * @throws ReadModel.UnavailableException as {@link #read(String, QueryableStoreType, Function)}, and if the
     *     partition is not on this instance
     */
    public <T, R> R read(Owner.Local owner, String name, QueryableStoreType<T> type, Function<T, R> reading) {
        return stores.read(owner, name, type, reading);
    }

    /**
     * Instance that owns a key of a store: this instance, another one or, while partitions are being reassigned, {@link
     * Owner.Unknown}. Always this instance if its settings give no address at which other instances reach it.
     */
    public Owner ownerOf(String store, String key) {
        return stores.ownerOf(store, key);
    }

    /**
     * Memory that block cache and write buffers of the RocksDB stores use now, in bytes. Instances in one process with
     * equal memory limits share this memory.
     */
    public long storeMemoryBytes() {
        return BoundedMemoryRocksDbConfig.shared(settings.state().memory())
                .cache()
                .getUsage();
    }

    /** Kafka Streams client of this instance, as the source of its metrics. */
    public KafkaStreams kafkaStreams() {
        return streams;
    }

    /**
     * Commits, leaves the consumer group so that other instances take over at once, and releases the state directory.
     * Waits at most 20 seconds. A second call does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing.countDown();
        executor.shutdownNow();
        watchedTopics.close();
        // On a thread of its own, because Kafka's close waits without limit for a start that is still running.
        Thread closer = new Thread(
                () -> streams.close(
                        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                                .withTimeout(CLOSE_TIMEOUT)),
                "freshet-close");
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(CLOSE_TIMEOUT.toMillis() + 1_000);
            if (closer.isAlive()) {
                LOG.warn("closing took more than {} s and was abandoned", CLOSE_TIMEOUT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the given time, or until the instance is closed. */
    private void pause(Duration time) {
        try {
            boolean unused = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Records the reason for which the instance has failed, and passes the reason to the listeners. The reason includes
     * the known faults of its topics, which may be the cause.
     */
    private void fail(String reason) {
        List<String> topics = watchedTopics.reasons();
        failure.complete(topics.isEmpty() ? reason : String.join("; ", topics) + "; " + reason);
    }

    private Set<TopicPartition> assignedPartitions() {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .collect(Collectors.toSet());
    }

    private String contractName(String topic) {
        return ApplicationTopics.contractName(topic, settings.topicPrefix(), settings.applicationId());
    }

    private static Thread healthThread(Runnable check) {
        Thread thread = new Thread(check, "freshet-watch");
        thread.setDaemon(true);
        return thread;
    }

    private void stateChanged(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.debug("state {} -> {}", before, now);
        if (now == KafkaStreams.State.RUNNING) {
            running.countDown();
        } else if (now == KafkaStreams.State.ERROR) {
            fail("Kafka Streams stopped with an error; the log lines above say more");
            running.countDown();
        }
    }

    private RuntimeFailureException explained(StreamsException error) {
        String message = String.valueOf(error.getMessage());
        if (message.contains("multiple instances of Kafka Streams are running in the same state directory")) {
            return new RuntimeFailureException(
                    "the state directory " + settings.stateDirectory()
                            + " is in use by another running instance: stop that one or give this one its own",
                    error);
        }
        if (message.contains("state directory")) {
            return new RuntimeFailureException(
                    "the state directory " + settings.stateDirectory() + " cannot be used: "
                            + message.replaceAll("\\b(?:[a-z]+\\.)+[A-Z]\\w+: ", "")
                            + "; set state.directory to a directory that can be written",
                    error);
        }
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new RuntimeFailureException("Kafka Streams did not start: " + cause.getMessage(), error);
    }
}
