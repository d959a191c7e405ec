package io.freshet.runtime;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats the checks of the start while an instance runs: topics can be deleted, created again, grown or set otherwise at
 * any time. Logs a difference once when it appears and once when it is gone. Safe from any thread.
 */
final class TopicWatch {
    /** Kafka Streams itself notices added partitions after up to five minutes ({@code metadata.max.age.ms}). */
    static final Duration INTERVAL = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

    private final Supplier<List<TopicDifference>> check;
    private volatile Set<TopicDifference> differences = Set.of();
    private boolean failing;

    /** @param check compares the topics now; throws {@link KafkaUnavailableException} while the cluster does not answer */
    TopicWatch(Supplier<List<TopicDifference>> check) {
        this.check = check;
    }

    /** Looks now and then in this executor until it is shut down. */
    void start(ScheduledExecutorService executor, Duration interval) {
        var unused = executor.scheduleWithFixedDelay(this::lookQuietly, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why the instance is not ready, as last looked at; empty if it may be. */
    List<String> reasons() {
        return differences.stream()
                .filter(TopicDifference::preventsReady)
                .map(TopicDifference::message)
                .toList();
    }

    /** What differs and leaves the instance ready, as last looked at. */
    List<String> notes() {
        return differences.stream()
                .filter(difference -> !difference.preventsReady())
                .map(TopicDifference::message)
                .toList();
    }

    /** A later look would not happen after one that failed. */
    private void lookQuietly() {
        try {
            look();
            failing = false;
        } catch (KafkaUnavailableException unavailable) {
            if (!failing && !Thread.currentThread().isInterrupted()) {
                LOG.warn("cannot check the topics: {}", unavailable.getMessage());
            }
            failing = true;
        } catch (RuntimeException failed) {
            LOG.warn("cannot check the topics", failed);
        }
    }

    void look() {
        Set<TopicDifference> before = differences;
        Set<TopicDifference> now = new LinkedHashSet<>(check.get());
        // Whoever creates a topic whose state is lost has it empty: only the remedy for the state is told.
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
