package io.freshet.runtime.topics;

import io.freshet.codec.contract.CompactionBounds;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.StoreDeclaration;
import io.freshet.codec.contract.TopicDeclaration;
import io.freshet.codec.contract.TopicDeclaration.Direction;
import io.freshet.codec.contract.TopicNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Every topic of one application by its full name: those of the contract, and the changelogs in which Kafka Streams keeps
 * its stores.
 *
 * @param applicationId names the changelogs
 * @param prefix of the topics of the contract
 * @param wanted the topics of the contract
 * @param inputs those of them that the newsroom writes
 * @param internal those of them between parts of Freshet
 * @param changelogs of stores, {@code <application id>-<store>-changelog}
 */
public record ApplicationTopics(
        String applicationId,
        String prefix,
        List<WantedTopic> wanted,
        Set<String> inputs,
        Set<String> internal,
        List<String> changelogs) {

    /** The end of the name of every changelog. */
    public static final String CHANGELOG_SUFFIX = "-changelog";

    /** Settings that bound how long erased readers stay on a topic. */
    static final Map<String, String> CHANGELOG_SETTINGS = CompactionBounds.settings();

    public ApplicationTopics {
        wanted = List.copyOf(wanted);
        inputs = Set.copyOf(inputs);
        internal = Set.copyOf(internal);
        changelogs = List.copyOf(changelogs);
    }

    /** No topics of the contract and no stores: nothing is checked. */
    public static ApplicationTopics none(String applicationId, String topicPrefix) {
        return new ApplicationTopics(applicationId, topicPrefix, List.of(), Set.of(), Set.of(), List.of());
    }

    /**
     * The topics of an application as the contract declares them.
     *
     * @param partitions how many partitions the topics of a group shall have
     */
    public static ApplicationTopics ofContract(
            Contract contract,
            TopicNames names,
            String applicationId,
            ToIntFunction<TopicDeclaration.PartitionGroup> partitions) {
        return new ApplicationTopics(
                applicationId,
                names.prefix(),
                WantedTopic.ofContract(contract, names, partitions),
                named(contract, names, Direction.IN),
                named(contract, names, Direction.INTERNAL),
                changelogs(applicationId, loggedStores(contract)));
    }

    /** The names of the stores that the contract keeps in changelogs. */
    public static List<String> loggedStores(Contract contract) {
        return contract.stores().stream()
                .filter(store -> store.kind() == StoreDeclaration.Kind.ROCKSDB)
                .map(StoreDeclaration::name)
                .toList();
    }

    /** The changelogs of these stores, as Kafka Streams names them. */
    public static List<String> changelogs(String applicationId, Collection<String> stores) {
        return stores.stream()
                .map(store -> applicationId + "-" + store + CHANGELOG_SUFFIX)
                .toList();
    }

    /** Whether losing this topic loses state that its application has no second copy of. */
    boolean holdsState(String topic) {
        return internal.contains(topic) || changelogs.contains(topic);
    }

    /** Full names of all topics. */
    public List<String> all() {
        List<String> all = new ArrayList<>(changelogs);
        wanted.forEach(topic -> all.add(topic.name()));
        return all;
    }

    private static Set<String> named(Contract contract, TopicNames names, Direction direction) {
        return contract.topics().stream()
                .filter(topic -> topic.direction() == direction)
                .map(topic -> names.of(topic.name()))
                .collect(Collectors.toSet());
    }
}
