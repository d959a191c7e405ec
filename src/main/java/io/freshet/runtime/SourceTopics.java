package io.freshet.runtime;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.TopologyDescription;

/** The topics that a topology reads. */
final class SourceTopics {
    private SourceTopics() {}

    /** Those that its tasks read. */
    static Set<String> of(TopologyDescription topology) {
        return topology.subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(TopologyDescription.Source.class::isInstance)
                .flatMap(node -> ((TopologyDescription.Source) node).topicSet().stream())
                .collect(Collectors.toSet());
    }

    /** The partitions that fill its global stores: every such topic has one. */
    static Set<TopicPartition> globalPartitions(TopologyDescription topology) {
        return topology.globalStores().stream()
                .flatMap(store -> store.source().topicSet().stream())
                .map(topic -> new TopicPartition(topic, 0))
                .collect(Collectors.toSet());
    }
}
