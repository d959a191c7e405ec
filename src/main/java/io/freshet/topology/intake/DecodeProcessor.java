package io.freshet.topology.intake;

import io.freshet.topology.context.TopologyContext;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Decodes the records of one input topic and forwards the events under their key. A rejected record becomes a dead
 * letter; a record on another partition than that of its key is re-routed.
 *
 * @param <E> type of the events
 */
public final class DecodeProcessor<E> extends ContextualProcessor<byte[], byte[], Object, Object> {
    private final Input<E> input;
    private final Rerouter rerouter;
    private final RejectionLog rejections;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private InputDecoder decoder;

    private DecodeProcessor(Input<E> input, Rerouter rerouter, RejectionLog rejections) {
        this.input = input;
        this.rerouter = rerouter;
        this.rejections = rejections;
    }

    /**
     * Input topic with the function that decodes its records, the function that returns an event's key, and the nodes
     * that receive the records.
     *
     * @param topic name of the topic, without the prefix
     * @param key returns the key of an event: the id that decides its partition
     * @param nodes nodes that receive the events, the dead letters and the re-routed records
     */
    public record Input<E>(
            String topic, InputDecoder.Decoding<E> decoding, Function<E, String> key, OutputNodes nodes) {}

    /**
     * Supplies the processors of one input topic, one per task.
     *
     * @param rejections shared by all inputs of an instance
     */
    public static <E> ProcessorSupplier<byte[], byte[], Object, Object> supplier(
            Input<E> input, RejectionLog rejections, TopologyContext topology) {
        Rerouter rerouter = new Rerouter(input.topic(), input.nodes().rerouted(), topology);
        return () -> new DecodeProcessor<>(input, rerouter, rejections);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        decoder = new InputDecoder(input.topic(), input.nodes().rejected(), context, rejections);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<E> event = decoder.accept(record, input.decoding());
        if (event.isPresent()) {
            String key = input.key().apply(event.get());
            if (!rerouter.reroute(key, record, context())) {
                context()
                        .forward(
                                record.withKey(key).withValue(event.get()),
                                input.nodes().accepted());
            }
        }
    }
}
