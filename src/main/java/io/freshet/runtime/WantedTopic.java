package io.freshet.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A topic as it shall be on the cluster.
 *
 * @param name its full name, prefix included
 * @param partitions at least 1
 * @param coPartitioned the name of the group of topics that must have equal partition counts, if it belongs to one
 * @param configuration topic settings by Kafka's names, such as {@code cleanup.policy} and {@code retention.ms}
 */
public record WantedTopic(
        String name, int partitions, Optional<String> coPartitioned, Map<String, String> configuration) {

    public WantedTopic {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is blank");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions of " + name + " is " + partitions + ", expected at least 1");
        }
        configuration = Map.copyOf(new TreeMap<>(configuration));
    }

    /** A topic outside every co-partitioning group. */
    public WantedTopic(String name, int partitions, Map<String, String> configuration) {
        this(name, partitions, Optional.empty(), configuration);
    }
}
