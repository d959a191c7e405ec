package io.freshet.topology;

import io.freshet.codec.RejectedEventException;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate of one input topic: decodes its records, and sends those that are refused to the dead letters, logged and
 * counted. One per processor that reads an input topic.
 */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final String input;
    private final ProcessorContext<Object, Object> context;
    private final Measurements measurements;
    private final String refusedSink;

    /** @param refusedSink the sink node for dead letters of the processor's part of the topology */
    Intake(String input, String refusedSink, ProcessorContext<Object, Object> context, Measurements measurements) {
        this.input = input;
        this.refusedSink = refusedSink;
        this.context = context;
        this.measurements = measurements;
    }

    /** Makes an event of a record's key and value, either of which may be absent. */
    @FunctionalInterface
    interface Decoding<E> {
        E decode(byte @Nullable [] key, byte @Nullable [] value) throws RejectedEventException;
    }

    /** The event, or empty where the record was refused and has gone to the dead letters. */
    <E> Optional<E> accept(Record<byte[], byte[]> record, Decoding<E> decoding) {
        try {
            return Optional.of(decoding.decode(record.key(), record.value()));
        } catch (RejectedEventException refused) {
            refuse(record, refused);
            return Optional.empty();
        }
    }

    private void refuse(Record<byte[], byte[]> record, RejectedEventException refused) {
        RecordMetadata from = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of " + input + " came without its coordinates"));
        String reason = refused.reason().code();
        LOG.debug("Refused {}-{} offset {}: {}", from.topic(), from.partition(), from.offset(), refused.getMessage());
        measurements.eventRejected(input, reason);
        String message = String.valueOf(refused.getMessage());
        context.forward(DeadLetter.of(record, from, reason, refused.field(), message), refusedSink);
    }
}
