package io.freshet.topology.reader;

import io.freshet.topology.context.NodeNames;
import io.freshet.topology.intake.InputDecoder;
import io.freshet.topology.intake.RejectionLog;
import io.freshet.topology.message.ReroutedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Turns re-routed reader events into {@link ReaderEvent}s, with the time at which they arrived on their input topic. */
public final class DecodeReroutedProcessor extends ContextualProcessor<String, ReroutedEvent, Object, Object> {
    private final Map<String, InputDecoder.Decoding<ReaderEvent>> decodings;
    private final RejectionLog refusals;
    private Map<String, InputDecoder> intakes = Map.of();

    /** @param decodings by the plain name of the input topic */
    public DecodeReroutedProcessor(Map<String, InputDecoder.Decoding<ReaderEvent>> decodings, RejectionLog refusals) {
        this.decodings = Map.copyOf(decodings);
        this.refusals = refusals;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        intakes = decodings.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        input -> input,
                        input -> new InputDecoder(input, NodeNames.REFUSED_READER_EVENTS_SINK, context, refusals)));
    }

    @Override
    public void process(Record<String, ReroutedEvent> record) {
        ReroutedEvent event = record.value();
        InputDecoder intake = intakes.get(event.input());
        InputDecoder.Decoding<ReaderEvent> decoding = decodings.get(event.input());
        if (intake == null || decoding == null) {
            throw new IllegalArgumentException(
                    "re-routed from " + event.input() + ", expected one of " + intakes.keySet());
        }
        Record<byte[], byte[]> received = new Record<>(
                record.key().getBytes(StandardCharsets.UTF_8),
                event.value(),
                event.arrivedAtMillis(),
                record.headers());
        Optional<ReaderEvent> decoded = intake.accept(received, decoding);
        decoded.ifPresent(readerEvent ->
                context().forward(received.withKey(record.key()).withValue(readerEvent), NodeNames.RECOMMEND));
    }
}
