package io.freshet.runtime;

import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.runtime.topics.InputOffsets;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.TopicComparison;
import io.freshet.runtime.topics.TopicDifference;
import io.freshet.runtime.topics.TopicLossDetector;
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
 * Checks the topics of a running instance periodically against {@code topics.yaml}, and reads the size and age limits
 * of their records. Safe from any thread.
 */
final class WatchedTopics implements AutoCloseable {
    private final String applicationId;
    private final String deadLetterTopic;
    private final ApplicationTopics expected;
    private final Set<String> names;
    private final TopicAdministration administration;
    private final TopicLossDetector lossDetector;
    private final RecordLimits recordLimits = new RecordLimits();
    private final TopicMonitor monitor;

    /**
     * Creates the checks of the topics; {@link #start} runs them.
     *
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
        lossDetector = administration.lossDetector(expected);
        monitor = new TopicMonitor(this::differences, executor, earlyInterval, System::nanoTime);
    }

    /** Checks the topics now in this thread, and then periodically in the executor given to the constructor. */
    void start(Duration interval) {
        monitor.start(interval);
    }

    /** Requests a check of the topics before the next regular check. */
    void checkEarly() {
        monitor.checkEarly();
    }

    /** Size and age limits of the records of each topic, updated by every check. */
    RecordLimits recordLimits() {
        return recordLimits;
    }

    /** Source of the offsets of the application's input topics. */
    InputOffsets inputOffsets() {
        return administration.offsetsOf(applicationId);
    }

    /** Faults of the topics, such as a wrong setting, that make the instance unready; one line each with the remedy. */
    List<String> reasons() {
        return monitor.reasons();
    }

    /** Faults of the topics with which the instance stays ready; one line each with the remedy. */
    List<String> notes() {
        return monitor.notes();
    }

    /**
     * Topics with a record that was too large to be written, one line each with the setting to raise. The dead-letter
     * topic is left out, because its records are shortened until they fit.
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
        differences.addAll(lossDetector.whileRunning(actual));
        return differences;
    }

    @Override
    public void close() {
        administration.close();
    }
}
