package io.freshet.topology;

import io.freshet.codec.Topic;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Turns the bytes of one input topic into {@link ReaderEvent}s by reader. A refused record becomes a dead letter, one on
 * another partition than that of its reader is re-routed.
 */
final class DecodeProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    private final String input;
    private final Intake.Decoding<ReaderEvent> decoding;
    private final Rerouting rerouting;
    private final Refusals refusals;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private Intake intake;

    private DecodeProcessor(
            String input, Intake.Decoding<ReaderEvent> decoding, Rerouting rerouting, Refusals refusals) {
        this.input = input;
        this.decoding = decoding;
        this.rerouting = rerouting;
        this.refusals = refusals;
    }

    static ProcessorSupplier<byte[], byte[], Object, Object> supplier(
            Topic<byte[], byte[]> input, Intake.Decoding<ReaderEvent> decoding, Refusals refusals, Parts parts) {
        Rerouting rerouting = new Rerouting(input, Nodes.REROUTED_READER_EVENTS_SINK, parts);
        return () -> new DecodeProcessor(input.name(), decoding, rerouting, refusals);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        intake = new Intake(input, Nodes.REFUSED_READER_EVENTS_SINK, context, refusals);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<ReaderEvent> event = intake.accept(record, decoding);
        if (event.isPresent()) {
            String userId = userId(event.get());
            if (!rerouting.reroute(userId, record, context())) {
                context().forward(record.withKey(userId).withValue(event.get()), Nodes.RECOMMEND);
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
