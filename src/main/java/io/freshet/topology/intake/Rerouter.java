package io.freshet.topology.intake;

import io.freshet.codec.contract.Topic;
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
 * Sends the events of one input topic that lie on another partition than that of their key to that partition, through an
 * internal topic. State lies where murmur2 of its key puts it, which is where Java's and kafkajs' producers put records;
 * librdkafka's default is CRC32. An erasure or a withdrawal must find its state whichever client sent it. Shared by the
 * tasks; safe from any thread.
 */
public final class Rerouter {
    private static final Logger LOG = LoggerFactory.getLogger(Rerouter.class);

    private final String input;
    private final String sink;
    private final int partitions;
    private final Measurements measurements;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param sink node of the internal topic */
    public Rerouter(Topic<byte[], byte[]> input, String sink, TopologyContext parts) {
        this.input = input.name();
        this.sink = sink;
        this.partitions = parts.delivery().partitions();
        this.measurements = parts.measurements();
    }

    /**
     * Sends the record to the partition of its key, unless it lies there.
     *
     * @param id the key as text; decoding refuses records without a key
     * @return whether it was sent, so that this task has nothing more to do with it
     */
    public boolean reroute(String id, Record<byte[], byte[]> record, ProcessorContext<Object, Object> context) {
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
        measurements.eventRerouted(input);
        ReroutedEvent event = new ReroutedEvent(input, record.timestamp(), record.value());
        context.forward(new Record<>(id, event, record.timestamp()), sink);
        return true;
    }

    /** The partition that Kafka's own producers put a key on. */
    static int partitionOf(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
