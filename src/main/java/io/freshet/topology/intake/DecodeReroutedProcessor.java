package io.freshet.topology.intake;

import io.freshet.topology.message.ReroutedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Decodes input records that were re-routed to the partition of their key, and forwards the events. Their timestamp is
 * the time of arrival on the input topic.
 *
 * @param <E> type of the events
 */
public final class DecodeReroutedProcessor<E> extends ContextualProcessor<String, ReroutedEvent, Object, Object> {
    private final Map<String, InputDecoder.Decoding<E>> decodings;
    private final OutputNodes nodes;
    private final RejectionLog rejections;
    private Map<String, InputDecoder> decoders = Map.of();

    /**
     * Creates a processor with one decoding for each input topic whose records may be re-routed.
     *
     * @param decodings decoding of each input topic, by its name without the prefix
     */
    public DecodeReroutedProcessor(
            Map<String, InputDecoder.Decoding<E>> decodings, OutputNodes nodes, RejectionLog rejections) {
        this.decodings = Map.copyOf(decodings);
        this.nodes = nodes;
        this.rejections = rejections;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        decoders = decodings.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        input -> input, input -> new InputDecoder(input, nodes.rejected(), context, rejections)));
    }

    @Override
    public void process(Record<String, ReroutedEvent> record) {
        ReroutedEvent event = record.value();
        InputDecoder decoder = decoders.get(event.input());
        InputDecoder.Decoding<E> decoding = decodings.get(event.input());
        if (decoder == null || decoding == null) {
            throw new IllegalArgumentException(
                    "record re-routed from " + event.input() + ", expected one of " + decoders.keySet());
        }
        Record<byte[], byte[]> received = new Record<>(
                record.key().getBytes(StandardCharsets.UTF_8),
                event.value(),
                event.arrivedAtMillis(),
                record.headers());
        Optional<E> decoded = decoder.accept(received, decoding);
        decoded.ifPresent(
                value -> context().forward(received.withKey(record.key()).withValue(value), nodes.accepted()));
    }
}
