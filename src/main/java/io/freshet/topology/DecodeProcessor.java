package io.freshet.topology;

import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/** Turns the bytes of one input topic into {@link ReaderEvent}s by reader; what is refused becomes a dead letter. */
final class DecodeProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    private final String input;
    private final Intake.Decoding<ReaderEvent> decoding;
    private final Measurements measurements;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private Intake intake;

    private DecodeProcessor(String input, Intake.Decoding<ReaderEvent> decoding, Measurements measurements) {
        this.input = input;
        this.decoding = decoding;
        this.measurements = measurements;
    }

    static ProcessorSupplier<byte[], byte[], Object, Object> supplier(
            String input, Intake.Decoding<ReaderEvent> decoding, Measurements measurements) {
        return () -> new DecodeProcessor(input, decoding, measurements);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        intake = new Intake(input, Nodes.REFUSED_READER_EVENTS_SINK, context, measurements);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<ReaderEvent> event = intake.accept(record, decoding);
        if (event.isPresent()) {
            context().forward(record.withKey(userId(event.get())).withValue(event.get()), Nodes.RECOMMEND);
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
