package io.freshet.runtime.topics;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Reads the committed offsets of a consumer group. */
final class GroupOffsets {
    private GroupOffsets() {}

    /**
     * Committed offsets by partition; empty if the group does not exist.
     *
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    static Map<TopicPartition, Long> committed(Admin admin, String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            AdminAnswers.await(
                            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                            "reading the offsets of the group " + group)
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            committed.put(partition, offset.offset());
                        }
                    });
        } catch (KafkaUnavailableException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
        return committed;
    }
}
