package io.freshet.topology.reader;

import io.freshet.codec.contract.Topic;
import io.freshet.topology.context.NodeNames;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.intake.InputDecoder;
import io.freshet.topology.intake.RejectionLog;
import io.freshet.topology.intake.Rerouter;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Turns the bytes of one input topic into {@link ReaderEvent}s by reader. A refused record becomes a dead letter, one on
 * another partition than that of its reader is re-routed.
 */
public final class DecodeProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    private final String input;
    private final InputDecoder.Decoding<ReaderEvent> decoding;
    private final Rerouter rerouting;
    private final RejectionLog refusals;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private InputDecoder intake;

    private DecodeProcessor(
            String input, InputDecoder.Decoding<ReaderEvent> decoding, Rerouter rerouting, RejectionLog refusals) {
        this.input = input;
        this.decoding = decoding;
        this.rerouting = rerouting;
        this.refusals = refusals;
    }

    public static ProcessorSupplier<byte[], byte[], Object, Object> supplier(
            Topic<byte[], byte[]> input,
            InputDecoder.Decoding<ReaderEvent> decoding,
            RejectionLog refusals,
            TopologyContext parts) {
        Rerouter rerouting = new Rerouter(input, NodeNames.REROUTED_READER_EVENTS_SINK, parts);
        return () -> new DecodeProcessor(input.name(), decoding, rerouting, refusals);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        intake = new InputDecoder(input, NodeNames.REFUSED_READER_EVENTS_SINK, context, refusals);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<ReaderEvent> event = intake.accept(record, decoding);
        if (event.isPresent()) {
            String userId = userId(event.get());
            if (!rerouting.reroute(userId, record, context())) {
                context().forward(record.withKey(userId).withValue(event.get()), NodeNames.RECOMMEND);
            }
        }
    }

    private static String userId(ReaderEvent event) {
        if (event instanceof ReaderEvent.Clicked clicked) {
            return clicked.click().userId();
        }
        if (event instanceof ReaderEvent.Shown shown) {
            return shown.impression().userId();
        }
        if (event instanceof ReaderEvent.Erased erased) {
            return erased.userId();
        }
        throw new IllegalArgumentException("no reader's event: " + event);
    }
}
