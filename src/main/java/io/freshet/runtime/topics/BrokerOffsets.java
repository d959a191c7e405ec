package io.freshet.runtime.topics;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Reads offsets from the brokers, so that the lag does not depend on what a consumer has fetched. */
final class BrokerOffsets implements InputOffsets {
    private final Admin admin;
    private final String group;

    BrokerOffsets(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    @Override
    public Map<TopicPartition, Long> committed() {
        return GroupOffsets.committed(admin, group);
    }

    @Override
    public Map<TopicPartition, PartitionOffsets> of(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings =
                offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> stableEnds = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
        // Ends come last: a later end cannot lie before offsets read earlier of the same partition.
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, PartitionOffsets> all = new HashMap<>();
        for (TopicPartition partition : partitions) {
            all.put(
                    partition,
                    new PartitionOffsets(
                            value(beginnings, partition),
                            new PartitionOffsets.Ends(value(stableEnds, partition), value(ends, partition))));
        }
        return all;
    }

    @Override
    public Optional<OpenTransaction> openTransaction(TopicPartition partition) {
        try {
            return AdminAnswers.await(
                            admin.describeProducers(List.of(partition)).partitionResult(partition),
                            "describing the producers of " + partition)
                    .activeProducers()
                    .stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .map(producer -> new OpenTransaction(
                            producer.producerId(),
                            producer.currentTransactionStartOffset().getAsLong()))
                    .min(Comparator.comparingLong(OpenTransaction::startOffset));
        } catch (KafkaUnavailableException unknown) {
            return Optional.empty();
        }
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> request =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        Map<TopicPartition, ListOffsetsResultInfo> answers = AdminAnswers.await(
                admin.listOffsets(request, new ListOffsetsOptions(isolation)).all(), "reading the offsets of inputs");
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answers.forEach((partition, answer) -> offsets.put(partition, answer.offset()));
        return offsets;
    }

    private static long value(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition));
    }
}
