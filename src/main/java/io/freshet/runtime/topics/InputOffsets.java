package io.freshet.runtime.topics;

import io.freshet.runtime.health.LagMonitor;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The offsets that {@link LagMonitor} asks the brokers for. */
public interface InputOffsets {
    /**
     * An open transaction.
     *
     * @param startOffset its first record on the partition
     */
    record OpenTransaction(long producerId, long startOffset) {}

    /**
     * The next offset to process of each partition the application has committed one for.
     *
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    Map<TopicPartition, Long> committed();

    /**
     * Offsets of these partitions.
     *
     * @param sinceMillis what {@link PartitionOffsets#recent()} counts from
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    Map<TopicPartition, PartitionOffsets> of(Collection<TopicPartition> partitions, long sinceMillis);

    /** The longest open transaction on a partition; empty if there is none or the brokers do not say. */
    Optional<OpenTransaction> openTransaction(TopicPartition partition);
}
