package io.freshet.runtime.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects topics of an application that were deleted, recreated or truncated since the application first saw them.
 * State lost with such a topic cannot be restored from unread input. For one thread at a time.
 */
public final class TopicLossDetector {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLossDetector.class);
    /**
     * Time after which the ids and partition counts of the topics are stored in Kafka again, before the stored copy
     * expires. Kafka drops the offsets of a group without members after {@code offsets.retention.minutes}, by default
     * seven days.
     */
    private static final Duration STORE_INTERVAL = Duration.ofHours(1);

    private final Admin admin;
    private final ApplicationTopics topics;
    private final TopicIdentities identities;
    private final LongSupplier nanoTime;
    private final Map<String, TopicIdentities.Entry> known = new TreeMap<>();
    private boolean loaded;
    private boolean authorized = true;
    private boolean stored;
    private long storedNanos;

    TopicLossDetector(Admin admin, ApplicationTopics topics, LongSupplier nanoTime) {
        this.admin = admin;
        this.topics = topics;
        this.identities = new TopicIdentities(admin, topics);
        this.nanoTime = nanoTime;
    }

    /**
     * Differences that show which topics were deleted, recreated or truncated since the last run. Must be called before
     * missing topics are created. A recreated topic without state is reported at this start only, because the run then
     * stores its new identity.
     *
     * @param actual existing topics by name
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    List<TopicDifference> beforeStart(Map<String, TopicState> actual) {
        loaded = true;
        if (!hasReadInput()) {
            // First start, or the first one after a reset: there is no state to lose.
            return List.of();
        }
        known.putAll(load());
        List<TopicDifference> differences = new ArrayList<>(differences(actual));
        List<String> missing = topics.changelogs().stream()
                .filter(name -> !actual.containsKey(name))
                .toList();
        if (known.isEmpty()
                && !missing.isEmpty()
                && missing.size() == topics.changelogs().size()) {
            missing.forEach(name -> differences.add(new TopicDifference.StateMissing(name)));
        } else if (known.isEmpty()) {
            missing.forEach(name -> differences.add(new TopicDifference.StoreBeginsEmpty(name)));
        }
        known.keySet().removeIf(name -> !topics.holdsState(name));
        return differences;
    }

    /**
     * Differences that show which topics were deleted, recreated or truncated since any instance of the application
     * first saw them. Stores the identities of new topics.
     *
     * @param actual existing topics by name
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public List<TopicDifference> whileRunning(Map<String, TopicState> actual) {
        if (!loaded) {
            known.putAll(load());
            // Only the start reports topics without state that were recreated since an earlier run.
            known.keySet().removeIf(name -> !topics.holdsState(name));
            loaded = true;
        }
        List<TopicDifference> differences = differences(actual);
        boolean grown = false;
        for (TopicState state : actual.values()) {
            grown |= known.putIfAbsent(state.name(), new TopicIdentities.Entry(state.id(), state.partitions())) == null;
        }
        if (grown || !stored || nanoTime.getAsLong() - storedNanos > STORE_INTERVAL.toNanos()) {
            store();
        }
        return differences;
    }

    private List<TopicDifference> differences(Map<String, TopicState> actual) {
        List<TopicDifference> differences = new ArrayList<>();
        known.forEach((name, entry) -> {
            TopicState state = actual.get(name);
            if (state == null) {
                if (topics.holdsState(name)) {
                    differences.add(new TopicDifference.StateMissing(name));
                }
            } else if (!state.id().equals(entry.id())) {
                differences.add(
                        topics.holdsState(name)
                                ? new TopicDifference.StateReplaced(name)
                                : new TopicDifference.Recreated(
                                        name, topics.inputs().contains(name)));
            } else if (topics.changelogs().contains(name) && state.partitions() != entry.partitions()) {
                differences.add(new TopicDifference.WrongPartitionCount(name, entry.partitions(), state.partitions()));
            }
        });
        differences.addAll(truncations(actual));
        return differences;
    }

    /**
     * One difference for each changelog partition that does not begin at offset 0. Compaction alone never deletes a
     * topic's beginning.
     */
    private List<TopicDifference> truncations(Map<String, TopicState> actual) {
        Map<TopicPartition, OffsetSpec> beginnings = new HashMap<>();
        for (String name : topics.changelogs()) {
            TopicState state = actual.get(name);
            for (int partition = 0; state != null && partition < state.partitions(); partition++) {
                beginnings.put(new TopicPartition(name, partition), OffsetSpec.earliest());
            }
        }
        Map<TopicPartition, ListOffsetsResultInfo> offsets =
                AdminAnswers.await(admin.listOffsets(beginnings).all(), "reading the beginnings of changelogs");
        return offsets.entrySet().stream()
                .filter(offset -> offset.getValue().offset() > 0)
                .<TopicDifference>map(offset -> new TopicDifference.StateTruncated(
                        offset.getKey().topic(),
                        offset.getKey().partition(),
                        offset.getValue().offset()))
                .sorted((one, other) -> one.message().compareTo(other.message()))
                .toList();
    }

    private boolean hasReadInput() {
        return GroupOffsets.committed(admin, topics.applicationId()).entrySet().stream()
                .anyMatch(offset -> topics.inputs().contains(offset.getKey().topic()) && offset.getValue() > 0);
    }

    private Map<String, TopicIdentities.Entry> load() {
        try {
            return identities.load();
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof AuthorizationException) {
                LOG.warn("cannot detect topics deleted while no instance ran: {}", e.getMessage());
                authorized = false;
                return Map.of();
            }
            throw e;
        }
    }

    private void store() {
        if (!authorized) {
            return;
        }
        try {
            identities.store(known);
            stored = true;
            storedNanos = nanoTime.getAsLong();
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof AuthorizationException) {
                LOG.warn("will not detect topics deleted while no instance runs: {}", e.getMessage());
                authorized = false;
                return;
            }
            throw e;
        }
    }
}
