package io.freshet.runtime;

import io.freshet.recommend.ReadModel;
import io.freshet.runtime.health.InstanceHealth;
import io.freshet.runtime.health.LagMonitor;
import io.freshet.runtime.health.RestoreProgress;
import io.freshet.runtime.health.RestoreStatus;
import io.freshet.runtime.health.StallDetector;
import io.freshet.runtime.health.StalledThread;
import io.freshet.runtime.health.ThreadCounts;
import io.freshet.runtime.health.ThreadReplacement;
import io.freshet.runtime.read.InstanceAddress;
import io.freshet.runtime.read.Owner;
import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.runtime.topics.KafkaUnavailableException;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.TopicComparison;
import io.freshet.runtime.topics.TopicDifference;
import io.freshet.runtime.topics.TopicHistory;
import io.freshet.runtime.topics.TopicMonitor;
import io.freshet.runtime.topics.TopicState;
import io.freshet.runtime.topics.TopologyTopics;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.store.StoreRepairs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
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
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance of a topology: its start, health, reading and end. Made once, started once, closed once (closing
 * again does nothing). Safe from any thread.
 */
public final class StreamsRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);
    /**
     * One thread each for the stream threads, the topics, an early look at them, the input and the local state: a broker or
     * a disk that does not answer one of these checks delays no other.
     */
    private static final int WATCHES = 5;

    private final RuntimeSettings settings;
    private final Optional<InstanceAddress> here;
    private final Limits limits;
    private final LocalState localState;
    private final KafkaStreams streams;
    private final RecordLimits recordLimits = new RecordLimits();
    private final StallDetector threads;
    private final TopicAdministration administration;
    private final TopicMonitor topicWatch;
    private final LagMonitor inputWatch;
    private final ScheduledExecutorService watching =
            new ScheduledThreadPoolExecutor(WATCHES, StreamsRuntime::watcher, new ThreadPoolExecutor.DiscardPolicy());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final RestoreProgress restoring = new RestoreProgress(System::nanoTime);
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final CountDownLatch running = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Whether the global stores are complete. Kafka Streams lets them be read while they are being filled. */
    private volatile boolean restoredGlobally;

    /**
     * Prepares a run, without checks of topics, and locks the state directory.
     *
     * @param measurements counts what the error handlers reject
     * @throws RuntimeFailureException if the state directory is in use or cannot be written
     */
    public StreamsRuntime(Topology topology, RuntimeSettings settings, Measurements measurements) {
        this(
                topology,
                settings,
                measurements,
                ApplicationTopics.none(settings.applicationId(), settings.topicPrefix()));
    }

    /**
     * Prepares a run and locks the state directory.
     *
     * @param topics checked while it runs; the lag of their inputs decides whether the instance is ready
     * @param measurements counts what the error handlers reject
     * @throws RuntimeFailureException if the state directory is in use or cannot be written
     */
    public StreamsRuntime(
            Topology topology, RuntimeSettings settings, Measurements measurements, ApplicationTopics topics) {
        this(
                topology,
                settings,
                measurements,
                topics,
                new Limits(
                        StallDetector.STANDSTILL_MAX,
                        StallDetector.HOPE_MAX,
                        TopicMonitor.INTERVAL,
                        TopicMonitor.EARLY_INTERVAL,
                        LagMonitor.INTERVAL));
    }

    /**
     * Time limits and intervals of the checks of an instance.
     *
     * @param standstillMax a stream thread may go without progress for this long, and the instance is ready
     * @param hopeMax ... and for this long, and the instance is live
     * @param topicInterval between two checks of the topics
     * @param earlyTopicInterval at least between two checks that records too large for their topic ask for
     * @param inputInterval between two measurements of the lag
     */
    record Limits(
            Duration standstillMax,
            Duration hopeMax,
            Duration topicInterval,
            Duration earlyTopicInterval,
            Duration inputInterval) {}

    StreamsRuntime(
            Topology topology,
            RuntimeSettings settings,
            Measurements measurements,
            ApplicationTopics topics,
            Limits limits) {
        this.settings = settings;
        here = Optional.ofNullable(settings.applicationServer()).map(InstanceAddress::of);
        Properties properties = StreamsProperties.of(settings, measurements);
        here.ifPresent(address -> properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address.applicationServer()));
        this.limits = limits;
        this.localState = new LocalState(settings.stateDirectory(), settings.applicationId());
        localState.deleteIfOutdated(Instant.now());
        TopologyDescription description = topology.describe();
        administration = new TopicAdministration(settings.clientProperties());
        Set<String> watched = TopologyTopics.written(description, settings.applicationId(), settings.deadLetterTopic());
        watched.addAll(topics.all());
        TopicHistory history = administration.history(topics);
        topicWatch = new TopicMonitor(
                () -> differences(watched, topics, history), watching, limits.earlyTopicInterval(), System::nanoTime);
        try {
            streams = new KafkaStreams(
                    topology, properties, FencedClients.of(description, settings, recordLimits, topicWatch::lookEarly));
        } catch (StreamsException e) {
            administration.close();
            throw explained(e);
        }
        inputWatch = new LagMonitor(
                administration.offsetsOf(settings.applicationId()),
                this::assignedPartitions,
                TopologyTopics.globalPartitions(description),
                topics.inputs().isEmpty() ? TopologyTopics.sources(description) : topics.inputs(),
                settings.lagMax(),
                System::currentTimeMillis,
                System::nanoTime,
                (topic, records) -> measurements.inputLost(plain(topic), records));
        topics.inputs().forEach(topic -> measurements.inputLost(plain(topic), 0));
        streams.setStateListener(this::changed);
        streams.setGlobalStateRestoreListener(restoring);
        threads = new StallDetector(
                () -> ThreadCounts.of(startedThreads(), streams.metrics()),
                limits.standstillMax(),
                limits.hopeMax(),
                System::nanoTime,
                this::fail);
        StoreRepairs repairs = (StoreRepairs) Objects.requireNonNull(properties.get(StoreRepairs.CONFIG));
        ThreadReplacement replacement = new ThreadReplacement(System::nanoTime, this::pause, this::fail, repairs);
        streams.setUncaughtExceptionHandler(exception -> {
            StreamThreadExceptionResponse response = replacement.handle(exception);
            threads.failed(Thread.currentThread());
            return response;
        });
    }

    /**
     * Starts, after the global stores are rebuilt; other stores go on being rebuilt in the background.
     *
     * @throws RuntimeFailureException if the start fails
     */
    public void start() {
        // Before any record is sent: the checks look up the largest record that each topic takes.
        topicWatch.start(limits.topicInterval());
        try {
            inputWatch.beforeStart();
        } catch (KafkaUnavailableException unavailable) {
            LOG.warn("input lost while no instance ran goes unnoticed: {}", unavailable.getMessage());
        }
        try {
            streams.start();
            restoredGlobally = true;
            threads.start(watching);
            inputWatch.start(watching, limits.inputInterval());
            var unused = watching.scheduleWithFixedDelay(
                    () -> localState.markInUse(Instant.now()),
                    0,
                    limits.topicInterval().toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (StreamsException e) {
            throw explained(e);
        }
    }

    /**
     * Waits until all work is assigned and every store is there.
     *
     * @return false if that took longer than the limit
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

    /** Why the instance stopped by itself, if it did. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.getNow(null));
    }

    /** Calls the listener with the reason when the instance stops by itself, on the thread that found out. */
    public void onFailure(Consumer<String> listener) {
        var unused = failure.thenAccept(listener);
    }

    /** How the instance is now. */
    public InstanceHealth health() {
        KafkaStreams.State state = streams.state();
        OptionalLong lag = lagRecords();
        RestoreStatus restore = restoring.status();
        List<StalledThread> standing = threads.standing();
        List<String> reasons = new ArrayList<>();
        failure().ifPresent(reasons::add);
        boolean live = failure().isEmpty()
                && !state.hasStartedOrFinishedShuttingDown()
                && standing.stream().noneMatch(StalledThread::hopeless);
        if (state != KafkaStreams.State.RUNNING) {
            reasons.add("state is " + state);
        }
        if (restore.storesRestoring() > 0) {
            reasons.add(restore.reason());
        }
        if (lag.isEmpty() && hasTasks()) {
            reasons.add("the lag is not known yet");
        }
        standing.forEach(standstill -> reasons.add(standstill.reason()));
        reasons.addAll(inputWatch.reasons());
        reasons.addAll(topicWatch.reasons());
        notWritten().forEach(oversize -> reasons.add(oversize.message()));
        return new InstanceHealth(
                live, live && reasons.isEmpty(), reasons, topicWatch.notes(), state.name(), lag, restore);
    }

    /** The topics for which records were too large, except the dead letters, which are cut until they fit. */
    private List<RecordLimits.Oversize> notWritten() {
        return recordLimits.oversizes().stream()
                .filter(oversize -> !oversize.topic().equals(settings.deadLetterTopic()))
                .toList();
    }

    /**
     * The longest time that a stream thread or the rebuilding of stores has made no progress; zero if all make progress.
     */
    public Duration longestStandstill() {
        Duration rebuilding = restoring.status().standstill();
        return rebuilding.compareTo(threads.longest()) > 0 ? rebuilding : threads.longest();
    }

    /**
     * Records of all inputs of this instance not yet processed, those that an open transaction hides included; empty while
     * unknown.
     */
    public OptionalLong lagRecords() {
        return inputWatch.lagRecords();
    }

    /**
     * Reads a store of this instance, in all its partitions here. Kafka Streams may refuse when the store is looked up and
     * as well with each reading, so both happen here.
     *
     * @throws ReadModel.UnavailableException while partitions of it move or are rebuilt, and before the start
     */
    public <T, R> R read(String name, QueryableStoreType<T> type, Function<T, R> reading) {
        return read(StoreQueryParameters.fromNameAndType(name, type), reading);
    }

    /**
     * Reads what this instance holds of a key, in the key's own partition only: if that is not here, nothing found would
     * say nothing of the key.
     *
     * @throws ReadModel.UnavailableException as {@link #read(String, QueryableStoreType, Function)}, and if the partition
     *     is not here
     */
    public <T, R> R read(Owner.Local owner, String name, QueryableStoreType<T> type, Function<T, R> reading) {
        StoreQueryParameters<T> query = StoreQueryParameters.fromNameAndType(name, type);
        return read(
                owner.partition().isPresent()
                        ? query.withPartition(owner.partition().getAsInt())
                        : query,
                reading);
    }

    private <T, R> R read(StoreQueryParameters<T> query, Function<T, R> reading) {
        if (!restoredGlobally) {
            throw new ReadModel.UnavailableException("this instance is starting: try again");
        }
        try {
            return reading.apply(streams.store(query));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            LOG.debug("{} cannot be read now", query.storeName(), e);
            throw new ReadModel.UnavailableException(
                    "this instance is starting or its partitions are moving: try again");
        }
    }

    /** Which instance holds this key of a store; always this one if it has no address for others. */
    public Owner ownerOf(String store, String key) {
        if (here.isEmpty()) {
            return new Owner.Local(OptionalInt.empty());
        }
        KeyQueryMetadata metadata;
        try {
            metadata = streams.queryMetadataForKey(store, key, new StringSerializer());
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return new Owner.Moving();
        }
        if (metadata == null || metadata.activeHost().equals(HostInfo.unavailable())) {
            return new Owner.Moving();
        }
        return metadata.activeHost().equals(here.get().registered())
                ? new Owner.Local(OptionalInt.of(metadata.partition()))
                : new Owner.Remote(InstanceAddress.address(metadata.activeHost()));
    }

    /** The engine itself, for binding its metrics. */
    public KafkaStreams kafkaStreams() {
        return streams;
    }

    /**
     * Commits, leaves the group so that others take over at once, and releases the state directory; waits 20 seconds at
     * most. Calling it again does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing.countDown();
        watching.shutdownNow();
        administration.close();
        // Kafka's own close waits without limit for a start that is still going on.
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
                LOG.warn("stopping took more than {} s and was left behind", CLOSE_TIMEOUT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the given time, less if the instance is closed meanwhile. */
    private void pause(Duration time) {
        try {
            boolean unused = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the instance, with what is known to be wrong with its topics: that may be why. */
    private void fail(String reason) {
        List<String> topics = topicWatch.reasons();
        failure.complete(topics.isEmpty() ? reason : String.join("; ", topics) + "; " + reason);
    }

    /** Looks at the topics, for the records that they take and for differences from the contract. */
    private List<TopicDifference> differences(Set<String> watched, ApplicationTopics topics, TopicHistory history) {
        Map<String, TopicState> actual = administration.describeAll(watched);
        for (TopicState topic : actual.values()) {
            recordLimits.put(topic.name(), topic.messageBytesMax());
            recordLimits.putAge(topic.name(), topic.recordAgeMillisMax());
        }
        if (topics.wanted().isEmpty()) {
            return List.of();
        }
        List<TopicDifference> differences = new ArrayList<>(TopicComparison.of(topics, actual));
        differences.addAll(history.whileRunning(actual));
        return differences;
    }

    private Set<TopicPartition> assignedPartitions() {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .collect(Collectors.toSet());
    }

    private String plain(String topic) {
        return topic.startsWith(settings.topicPrefix())
                ? topic.substring(settings.topicPrefix().length())
                : topic;
    }

    private static Thread watcher(Runnable looks) {
        Thread thread = new Thread(looks, "freshet-watch");
        thread.setDaemon(true);
        return thread;
    }

    private Set<String> startedThreads() {
        return streams.metadataForLocalThreads().stream()
                .filter(thread -> !thread.threadState().equals("CREATED"))
                .map(ThreadMetadata::threadName)
                .collect(Collectors.toSet());
    }

    private boolean hasTasks() {
        return streams.metadataForLocalThreads().stream()
                .anyMatch(thread -> !thread.activeTasks().isEmpty());
    }

    private void changed(KafkaStreams.State now, KafkaStreams.State before) {
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
                    "the state directory " + settings.stateDirectory() + " cannot be used: " + message, error);
        }
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new RuntimeFailureException("Kafka Streams did not start: " + cause.getMessage(), error);
    }
}
