package io.freshet.topology.intake;

import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.ReroutedEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records of one input topic to the partition of their key, through an internal topic. State lies on the
 * partition that murmur2 of the key decides, as in producers of Java and kafkajs; librdkafka's default is CRC32. An
 * erasure or a withdrawal must find its state whichever client sent it. Shared by the tasks; safe from any thread.
 */
public final class Rerouter {
    private static final Logger LOG = LoggerFactory.getLogger(Rerouter.class);

    private final String input;
    private final String sink;
    private final int partitions;
    private final Measurements measurements;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * Creates a re-router of the topic {@code input} that sends records to the node {@code sink}.
     *
     * @param input name of the topic, without the prefix
     * @param sink node of the internal topic
     */
    Rerouter(String input, String sink, TopologyContext topology) {
        this.input = input;
        this.sink = sink;
        this.partitions = topology.delivery().partitions();
        this.measurements = topology.measurements();
    }

    /**
     * Sends a record to the partition of its key if it lies on another; returns false for a record on the right
     * partition.
     *
     * @param id the key as text; records without a key were rejected before
     * @return whether the record was sent, so that this task is done with it
     */
    boolean reroute(String id, Record<byte[], byte[]> record, ProcessorContext<Object, Object> context) {
        int owner = partitionOf(record.key(), partitions);
        if (owner == context.taskId().partition()) {
            return false;
        }
        if (!warned.getAndSet(true)) {
            LOG.warn(
                    "{} has records on other partitions than murmur2 of their key, the first on partition {} for"
                            + " partition {}: they are re-routed, which costs a second pass through Kafka. Set the sender's"
                            + " partitioner to murmur2 (librdkafka and kcat: partitioner=murmur2_random)",
                    input,
                    context.taskId().partition(),
                    owner);
        }
        measurements.record(new Measurement.EventProcessed(input, Measurement.Outcome.REROUTED));
        ReroutedEvent event = new ReroutedEvent(input, record.timestamp(), record.value());
        context.forward(new Record<>(id, event, record.timestamp()), sink);
        return true;
    }

    /** Partition on which Kafka's own producers put a key: murmur2 of the key, modulo the number of partitions. */
    static int partitionOf(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
