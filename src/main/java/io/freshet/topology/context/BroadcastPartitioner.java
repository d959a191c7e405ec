package io.freshet.topology.context;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends a record to every partition. An announcement concerns the readers of all tasks. */
public final class BroadcastPartitioner implements StreamPartitioner<String, Object> {

    /**
     * Numbers of all partitions of the topic. Kafka deprecates this method, but it is abstract and the overload with
     * headers calls it.
     */
    @Override
    @SuppressWarnings("removal")
    public Optional<Set<Integer>> partitions(String topic, String key, Object value, int partitions) {
        return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
    }
}
