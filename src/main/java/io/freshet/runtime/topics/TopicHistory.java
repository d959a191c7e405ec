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
 * Compares an application's topics with what they were when the application first saw them: topics deleted, created again
 * or truncated, and with them state that is not in the input topics' unread part. One thread at a time.
 */
public final class TopicHistory {
    private static final Logger LOG = LoggerFactory.getLogger(TopicHistory.class);
    /** Kafka drops offsets of a group without members after {@code offsets.retention.minutes}, seven days. */
    private static final Duration STORE_INTERVAL = Duration.ofHours(1);

    private final Admin admin;
    private final ApplicationTopics topics;
    private final TopicIdentities register;
    private final LongSupplier nanoTime;
    private final Map<String, TopicIdentities.Entry> known = new TreeMap<>();
    private boolean loaded;
    private boolean storable = true;
    private boolean stored;
    private long storedNanos;

    TopicHistory(Admin admin, ApplicationTopics topics, LongSupplier nanoTime) {
        this.admin = admin;
        this.topics = topics;
        this.register = new TopicIdentities(admin, topics);
        this.nanoTime = nanoTime;
    }

    /**
     * The losses since the last run, before missing topics are created. Takes topics without state as they are now.
     *
     * @param actual the topics that are there, by name
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    List<TopicDifference> beforeStart(Map<String, TopicState> actual) {
        loaded = true;
        if (!hasReadInput()) {
            // Nothing was learned yet, or a reset has forgotten it.
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
     * The losses since this instance or another of the application first saw its topics. Registers new topics.
     *
     * @param actual the topics that are there, by name
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public List<TopicDifference> whileRunning(Map<String, TopicState> actual) {
        if (!loaded) {
            known.putAll(load());
            // This run began with the others as they are: those of an earlier one are told at its start.
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

    /** A compacted topic begins at 0 for good, unless somebody deletes records from it. */
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
            return register.load();
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof AuthorizationException) {
                LOG.warn("topics deleted while no instance ran go unnoticed: {}", e.getMessage());
                storable = false;
                return Map.of();
            }
            throw e;
        }
    }

    private void store() {
        if (!storable) {
            return;
        }
        try {
            register.store(known);
            stored = true;
            storedNanos = nanoTime.getAsLong();
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof AuthorizationException) {
                LOG.warn("topics deleted while no instance runs will go unnoticed: {}", e.getMessage());
                storable = false;
                return;
            }
            throw e;
        }
    }
}
