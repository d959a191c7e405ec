package io.freshet.runtime;

import io.freshet.runtime.health.InstanceHealth;
import io.freshet.runtime.health.LagMonitor;
import io.freshet.runtime.health.RestoreProgress;
import io.freshet.runtime.health.RestoreStatus;
import io.freshet.runtime.health.StallDetector;
import io.freshet.runtime.health.StalledThread;
import io.freshet.runtime.health.ThreadCounts;
import io.freshet.runtime.topics.KafkaUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the health checks of an instance (stream threads, lag, store restoration, topics) and combines their results.
 * Safe from any thread.
 */
final class HealthChecks {
    private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);

    private final KafkaStreams streams;
    private final WatchedTopics topics;
    private final LagMonitor lag;
    private final StallDetector threads;
    private final RestoreProgress restoring = new RestoreProgress(System::nanoTime);

    /**
     * Creates the checks; {@link #start} runs them periodically.
     *
     * @param onFailure receives the reason if a failed stream thread does not exit
     */
    HealthChecks(
            KafkaStreams streams,
            WatchedTopics topics,
            LagMonitor lag,
            HealthLimits limits,
            Consumer<String> onFailure) {
        this.streams = streams;
        this.topics = topics;
        this.lag = lag;
        streams.setGlobalStateRestoreListener(restoring);
        threads = new StallDetector(
                () -> ThreadCounts.of(startedThreads(), streams.metrics()),
                limits.stall(),
                limits.recovery(),
                System::nanoTime,
                onFailure);
    }

    /** Detects input records that were deleted unread while no instance ran; must be called before consumers start. */
    void beforeStart() {
        try {
            lag.beforeStart();
        } catch (KafkaUnavailableException unavailable) {
            LOG.warn("cannot detect input lost while no instance ran: {}", unavailable.getMessage());
        }
    }

    /** Starts the periodic checks of stream threads and, every {@code lagInterval}, of the lag. */
    void start(ScheduledExecutorService executor, Duration lagInterval) {
        threads.start(executor);
        lag.start(executor, lagInterval);
    }

    /** Watches a failed stream thread and reports a failure of the instance if the thread does not exit in time. */
    void threadFailed(Thread thread) {
        threads.threadFailed(thread);
    }

    /**
     * Current health of the instance from the latest results of all checks; {@code failure} says why the instance has
     * stopped, empty while it runs.
     *
     * @param failure reason why the instance has stopped; empty if it has not
     */
    InstanceHealth health(Optional<String> failure) {
        KafkaStreams.State state = streams.state();
        OptionalLong lagRecords = lagRecords();
        RestoreStatus restore = restoring.status();
        List<StalledThread> stalled = threads.stalled();
        List<String> reasons = new ArrayList<>();
        failure.ifPresent(reasons::add);
        boolean live = failure.isEmpty()
                && !state.hasStartedOrFinishedShuttingDown()
                && stalled.stream().noneMatch(StalledThread::unrecoverable);
        if (state != KafkaStreams.State.RUNNING) {
            reasons.add("state is " + state);
        }
        if (restore.storesRestoring() > 0) {
            reasons.add(restore.reason());
        }
        if (lagRecords.isEmpty() && hasTasks()) {
            reasons.add("the lag is not known yet");
        }
        stalled.forEach(thread -> reasons.add(thread.reason()));
        reasons.addAll(lag.reasons());
        reasons.addAll(topics.reasons());
        reasons.addAll(topics.oversizeReasons());
        return new InstanceHealth(
                live, live && reasons.isEmpty(), reasons, topics.notes(), state.name(), lagRecords, restore);
    }

    /**
     * Duration of the longest current stall, of a stream thread or of the restoration of stores; zero if all make
     * progress.
     */
    Duration longestStall() {
        Duration restore = restoring.status().stalledFor();
        return restore.compareTo(threads.longestStall()) > 0 ? restore : threads.longestStall();
    }

    OptionalLong lagRecords() {
        return lag.lagRecords();
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
}
