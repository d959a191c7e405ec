package io.freshet.runtime.topics;

import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.StoreDeclaration;
import io.freshet.codec.contract.TopicDeclaration;
import io.freshet.codec.contract.TopicDeclaration.Direction;
import io.freshet.codec.contract.TopicNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * All topics of one application by full name: those declared in the contract ({@code topics.yaml}) and the changelogs
 * of its stores.
 *
 * @param applicationId prefix of the changelog names
 * @param prefix prefix of the names of the contract's topics
 * @param wanted topics of the contract
 * @param inputs names of the wanted topics that the newsroom writes
 * @param internal names of the wanted topics that only Freshet uses
 * @param changelogs names of the changelogs, {@code <application id>-<store>-changelog}
 */
public record ApplicationTopics(
        String applicationId,
        String prefix,
        List<WantedTopic> wanted,
        Set<String> inputs,
        Set<String> internal,
        List<String> changelogs) {

    /** Suffix of every changelog's name. */
    public static final String CHANGELOG_SUFFIX = "-changelog";

    public ApplicationTopics {
        wanted = List.copyOf(wanted);
        inputs = Set.copyOf(inputs);
        internal = Set.copyOf(internal);
        changelogs = List.copyOf(changelogs);
    }

    /** Empty set of topics, for an application whose topics are not checked. */
    public static ApplicationTopics none(String applicationId, String topicPrefix) {
        return new ApplicationTopics(applicationId, topicPrefix, List.of(), Set.of(), Set.of(), List.of());
    }

    /**
     * Topics of an application: those that the contract ({@code topics.yaml}) declares, and the changelogs of its
     * stores.
     *
     * @param partitions partition count of the topics of a group
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

    /**
     * Topic name as {@code topics.yaml} has it: without the topic prefix, or for a changelog without the application id.
     *
     * @param topicPrefix prefix of the topics of the contract, may be empty
     */
    public static String contractName(String topic, String topicPrefix, String applicationId) {
        if (topic.startsWith(applicationId + "-") && topic.endsWith(CHANGELOG_SUFFIX)) {
            return topic.substring(applicationId.length() + 1);
        }
        return topic.startsWith(topicPrefix) ? topic.substring(topicPrefix.length()) : topic;
    }

    /** Names of the contract's stores that have a changelog. */
    public static List<String> loggedStores(Contract contract) {
        return contract.stores().stream()
                .filter(store -> store.kind() == StoreDeclaration.Kind.ROCKSDB)
                .map(StoreDeclaration::name)
                .toList();
    }

    /** Names of the changelogs of these stores, as Kafka Streams names them. */
    public static List<String> changelogs(String applicationId, Collection<String> stores) {
        return stores.stream()
                .map(store -> applicationId + "-" + store + CHANGELOG_SUFFIX)
                .toList();
    }

    /**
     * Whether the topic holds state of the application, as a changelog or internal topic, that is lost if the topic is
     * deleted.
     */
    boolean holdsState(String topic) {
        return internal.contains(topic) || changelogs.contains(topic);
    }

    /** Full names of all topics: the changelogs and the topics of the contract. */
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
