package io.freshet.runtime.topics;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.TopologyDescription;

/** Lists the topics and stores that a topology reads and writes. */
public final class TopologyTopics {
    private TopologyTopics() {}

    /** Topics that the tasks of the topology read, without those of global stores. */
    public static Set<String> sources(TopologyDescription topology) {
        return nodes(topology, TopologyDescription.Source.class, TopologyDescription.Source::topicSet);
    }

    /** Partitions from which the global stores are filled; each such topic has one partition. */
    public static Set<TopicPartition> globalPartitions(TopologyDescription topology) {
        return topology.globalStores().stream()
                .flatMap(store -> store.source().topicSet().stream())
                .map(topic -> new TopicPartition(topic, 0))
                .collect(Collectors.toSet());
    }

    /** Topics that an instance writes: the sinks, the changelogs of the stores and the dead-letter topic. */
    public static Set<String> written(TopologyDescription topology, String applicationId, String deadLetterTopic) {
        Set<String> topics = nodes(
                topology,
                TopologyDescription.Sink.class,
                sink -> Stream.ofNullable(sink.topic()).toList());
        topics.addAll(ApplicationTopics.changelogs(applicationId, stores(topology)));
        topics.add(deadLetterTopic);
        return topics;
    }

    /** Names of the stores that the tasks of the topology use, without global stores. */
    public static Set<String> stores(TopologyDescription topology) {
        return nodes(topology, TopologyDescription.Processor.class, TopologyDescription.Processor::stores);
    }

    private static <N extends TopologyDescription.Node> Set<String> nodes(
            TopologyDescription topology, Class<N> kind, Function<N, Collection<String>> names) {
        return topology.subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(kind::isInstance)
                .flatMap(node -> names.apply(kind.cast(node)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
