package io.freshet.runtime;

import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.runtime.topics.InputOffsets;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.TopicComparison;
import io.freshet.runtime.topics.TopicDifference;
import io.freshet.runtime.topics.TopicHistory;
import io.freshet.runtime.topics.TopicMonitor;
import io.freshet.runtime.topics.TopicState;
import io.freshet.runtime.topics.TopologyTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Topics of a running instance: checks them periodically for differences from the contract and reads the size and age
 * limits of their records. Safe from any thread.
 */
final class WatchedTopics implements AutoCloseable {
    private final String applicationId;
    private final String deadLetterTopic;
    private final ApplicationTopics expected;
    private final Set<String> names;
    private final TopicAdministration administration;
    private final TopicHistory history;
    private final RecordLimits recordLimits = new RecordLimits();
    private final TopicMonitor monitor;

    /**
     * @param expected topics to compare with the cluster; without wanted topics only the record limits are read
     * @param executor runs the checks until it is shut down
     * @param earlyInterval shortest time between two checks requested by {@link #checkEarly()}
     */
    WatchedTopics(
            TopologyDescription topology,
            RuntimeSettings settings,
            ApplicationTopics expected,
            ScheduledExecutorService executor,
            Duration earlyInterval) {
        applicationId = settings.applicationId();
        deadLetterTopic = settings.deadLetterTopic();
        this.expected = expected;
        administration = new TopicAdministration(settings.clientProperties());
        names = TopologyTopics.written(topology, applicationId, deadLetterTopic);
        names.addAll(expected.all());
        history = administration.history(expected);
        monitor = new TopicMonitor(this::differences, executor, earlyInterval, System::nanoTime);
    }

    /** Checks now in this thread, and after each interval in the executor. */
    void start(Duration interval) {
        monitor.start(interval);
    }

    /** Requests a check before the next regular one. */
    void checkEarly() {
        monitor.checkEarly();
    }

    /** Size and age limits of the records of each topic. */
    RecordLimits recordLimits() {
        return recordLimits;
    }

    /** Offsets of the application's inputs. */
    InputOffsets inputOffsets() {
        return administration.offsetsOf(applicationId);
    }

    /** Differences that make the instance unready. */
    List<String> reasons() {
        return monitor.reasons();
    }

    /** Differences that leave the instance ready. */
    List<String> notes() {
        return monitor.notes();
    }

    /**
     * Topics for which a record was too large, except the dead-letter topic, whose records are shortened until they
     * fit.
     */
    List<String> oversizeReasons() {
        return recordLimits.oversizes().stream()
                .filter(oversize -> !oversize.topic().equals(deadLetterTopic))
                .map(RecordLimits.Oversize::message)
                .toList();
    }

    private List<TopicDifference> differences() {
        Map<String, TopicState> actual = administration.describeAll(names);
        for (TopicState topic : actual.values()) {
            recordLimits.setSizeLimit(topic.name(), topic.messageBytesMax());
            recordLimits.setAgeLimit(topic.name(), topic.recordAgeMillisMax());
        }
        if (expected.wanted().isEmpty()) {
            return List.of();
        }
        List<TopicDifference> differences = new ArrayList<>(TopicComparison.of(expected, actual));
        differences.addAll(history.whileRunning(actual));
        return differences;
    }

    @Override
    public void close() {
        administration.close();
    }
}
