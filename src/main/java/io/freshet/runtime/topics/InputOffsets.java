package io.freshet.runtime.topics;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Source of the offsets from which {@code LagMonitor} computes the lag. */
public interface InputOffsets {
    /**
     * A transaction on a partition that was neither committed nor aborted yet.
     *
     * @param startOffset offset of the transaction's first record on the partition
     */
    record OpenTransaction(long producerId, long startOffset) {}

    /**
     * Committed offsets of the application by partition.
     *
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    Map<TopicPartition, Long> committed();

    /**
     * Beginning and ends of each of these partitions.
     *
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    Map<TopicPartition, PartitionOffsets> of(Collection<TopicPartition> partitions);

    /** Earliest open transaction on a partition; empty if there is none or the brokers do not answer. */
    Optional<OpenTransaction> openTransaction(TopicPartition partition);
}
