package io.freshet.runtime.topics;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the topics periodically while an instance runs, because topics can be deleted, recreated, grown or
 * reconfigured at any time. Logs a difference when it appears and again when it is gone. Safe from any thread.
 */
public final class TopicMonitor {
    /** Time between two regular checks. Kafka Streams alone notices added partitions only after up to five minutes. */
    public static final Duration INTERVAL = Duration.ofSeconds(15);
    /**
     * Shortest time between two early checks of the topics, which are requested because a record was rejected. Each
     * rejected record requests a check, and there may be thousands.
     */
    public static final Duration EARLY_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(TopicMonitor.class);

    private final Supplier<List<TopicDifference>> comparison;
    private final ScheduledExecutorService executor;
    private final Duration earlyInterval;
    private final LongSupplier nanoTime;
    private final PeriodicCheck periodicCheck = new PeriodicCheck("cannot check the topics", this::check);
    private final AtomicBoolean earlyCheckRequested = new AtomicBoolean();
    private volatile long earlyCheckNanos;
    private volatile Set<TopicDifference> differences = Set.of();

    /**
     * Creates a monitor without results; {@link #start} runs the first check.
     *
     * @param comparison compares the topics now; throws {@link KafkaUnavailableException} while the cluster does not
     *     answer
     * @param executor runs the checks until it is shut down
     * @param earlyInterval shortest time between two requested checks
     */
    public TopicMonitor(
            Supplier<List<TopicDifference>> comparison,
            ScheduledExecutorService executor,
            Duration earlyInterval,
            LongSupplier nanoTime) {
        this.comparison = comparison;
        this.executor = executor;
        this.earlyInterval = earlyInterval;
        this.nanoTime = nanoTime;
        earlyCheckNanos = nanoTime.getAsLong() - earlyInterval.toNanos();
    }

    /** Checks the topics now in this thread, and then periodically in the executor given to the constructor. */
    public void start(Duration interval) {
        periodicCheck.run();
        periodicCheck.start(executor, interval, interval);
    }

    /**
     * Requests a check before the next regular one; the executor runs it. The check runs once the previous requested
     * check is {@code earlyInterval} ago.
     */
    public void checkEarly() {
        if (earlyCheckRequested.compareAndSet(false, true)) {
            long waitNanos = Math.max(0, earlyCheckNanos + earlyInterval.toNanos() - nanoTime.getAsLong());
            var unused = executor.schedule(
                    () -> {
                        earlyCheckNanos = nanoTime.getAsLong();
                        periodicCheck.run();
                        // Cleared last, so that at most one requested check waits for brokers that do not answer.
                        earlyCheckRequested.set(false);
                    },
                    waitNanos,
                    TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Differences found by the last check that make the instance unready, with their remedies; empty if there are none.
     */
    public List<String> reasons() {
        return differences.stream()
                .filter(TopicDifference::preventsReady)
                .map(TopicDifference::message)
                .toList();
    }

    /** Differences found by the last check that leave the instance ready, with their remedies. */
    public List<String> notes() {
        return differences.stream()
                .filter(difference -> !difference.preventsReady())
                .map(TopicDifference::message)
                .toList();
    }

    void check() {
        Set<TopicDifference> before = differences;
        Set<TopicDifference> now = new LinkedHashSet<>(comparison.get());
        // Recreating a topic does not restore its state: report only the remedy for the state.
        now.removeIf(difference -> difference instanceof TopicDifference.Missing missing
                && now.contains(new TopicDifference.StateMissing(missing.topic())));
        differences = now;
        now.stream()
                .filter(difference -> !before.contains(difference))
                .forEach(difference -> LOG.warn("{}", difference.message()));
        before.stream()
                .filter(difference -> !now.contains(difference))
                .forEach(difference -> LOG.info("resolved: {}", difference.message()));
    }
}
