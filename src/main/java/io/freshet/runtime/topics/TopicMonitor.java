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
 * Repeats the checks of the start while an instance runs: topics can be deleted, created again, grown or configured
 * differently at any time. Logs a difference once when it appears and once when it is gone. Safe from any thread.
 */
public final class TopicMonitor {
    /** Kafka Streams itself notices added partitions after up to five minutes ({@code metadata.max.age.ms}). */
    public static final Duration INTERVAL = Duration.ofSeconds(15);
    /** Shortest time between two early looks: records that are too large come by the thousand. */
    public static final Duration EARLY_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(TopicMonitor.class);

    private final Supplier<List<TopicDifference>> comparison;
    private final ScheduledExecutorService executor;
    private final Duration earlyInterval;
    private final LongSupplier nanoTime;
    private final PeriodicCheck check = new PeriodicCheck("cannot check the topics", this::look);
    private final AtomicBoolean earlyLookRequested = new AtomicBoolean();
    private volatile long earlyLookNanos;
    private volatile Set<TopicDifference> differences = Set.of();

    /**
     * @param comparison compares the topics now; throws {@link KafkaUnavailableException} while the cluster does not answer
     * @param executor looks until it is shut down
     * @param earlyInterval at least between two early looks
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
        earlyLookNanos = nanoTime.getAsLong() - earlyInterval.toNanos();
    }

    /** Looks now, in this thread, and after each interval in the executor. */
    public void start(Duration interval) {
        check.run();
        check.start(executor, interval, interval);
    }

    /** Looks in the executor, as soon as the last early look is {@code earlyInterval} ago. */
    public void lookEarly() {
        if (earlyLookRequested.compareAndSet(false, true)) {
            long waitNanos = Math.max(0, earlyLookNanos + earlyInterval.toNanos() - nanoTime.getAsLong());
            var unused = executor.schedule(
                    () -> {
                        earlyLookNanos = nanoTime.getAsLong();
                        check.run();
                        // Not before: no more than one early look waits for brokers that do not answer.
                        earlyLookRequested.set(false);
                    },
                    waitNanos,
                    TimeUnit.NANOSECONDS);
        }
    }

    /** Differences at the last look that make the instance unready; empty if it may be ready. */
    public List<String> reasons() {
        return differences.stream()
                .filter(TopicDifference::preventsReady)
                .map(TopicDifference::message)
                .toList();
    }

    /** Differences at the last look that leave the instance ready. */
    public List<String> notes() {
        return differences.stream()
                .filter(difference -> !difference.preventsReady())
                .map(TopicDifference::message)
                .toList();
    }

    void look() {
        Set<TopicDifference> before = differences;
        Set<TopicDifference> now = new LinkedHashSet<>(comparison.get());
        // Creating a topic whose state is lost would only make it empty: report only the remedy for the state.
        now.removeIf(difference -> difference instanceof TopicDifference.Missing missing
                && now.contains(new TopicDifference.StateMissing(missing.topic())));
        differences = now;
        now.stream()
                .filter(difference -> !before.contains(difference))
                .forEach(difference -> LOG.warn("{}", difference.message()));
        before.stream()
                .filter(difference -> !now.contains(difference))
                .forEach(difference -> LOG.info("no longer so: {}", difference.message()));
    }
}
