package io.freshet.runtime;

import io.freshet.codec.StateStore;
import io.freshet.codec.StateStores;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Kafka Streams' own clients, with producers whose every transaction is checked against the group. Safe from any thread.
 *
 * <p>Under exactly-once the group coordinator fences an instance that left the group when the instance's transaction
 * commits the offsets of the records it read. {@code KafkaProducer.sendOffsetsToTransaction} of Kafka 4.4.0 returns without
 * a request if there are no offsets, as 4.3.1 did, so the transaction of a task that read nothing and only ran its
 * punctuators is committed unchecked: an instance that was paused for longer than its session woke up, overwrote the state
 * of its successor, and reads were lost. Such a transaction commits an offset of its own here, on a partition that no
 * member of the group reads, so that the coordinator checks it like any other. {@code FencedClientsTest} shows both: the
 * transaction of a plain producer is committed, one of these is refused.
 */
final class FencedClients implements KafkaClientSupplier {
    private final Map<TopicPartition, OffsetAndMetadata> nothingRead;

    /** @param unread a partition that exists and that the group does not read: of a changelog */
    FencedClients(TopicPartition unread) {
        nothingRead = Map.of(unread, new OffsetAndMetadata(0));
    }

    /** The clients for a topology with at least one store that has a changelog; of Freshet's own not all have. */
    static FencedClients of(Topology topology, String applicationId) {
        Set<String> stores = topology.describe().subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(TopologyDescription.Processor.class::isInstance)
                .flatMap(node -> ((TopologyDescription.Processor) node).stores().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        String logged = StateStores.ALL.stream()
                .map(StateStore::name)
                .filter(stores::contains)
                .findFirst()
                .or(() -> stores.stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException("the topology has no store"));
        return new FencedClients(new TopicPartition(applicationId + "-" + logged + "-changelog", 0));
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void sendOffsetsToTransaction(
                    Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
                super.sendOffsetsToTransaction(offsets.isEmpty() ? nothingRead : offsets, group);
            }
        };
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
