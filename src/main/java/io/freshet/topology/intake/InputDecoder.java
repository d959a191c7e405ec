package io.freshet.topology.intake;

import io.freshet.codec.RejectedEventException;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one input topic: decodes its records, and sends those that are refused to the dead letters, logged and
 * counted. One per processor that reads an input topic.
 */
public final class InputDecoder {
    private final String input;
    private final ProcessorContext<Object, Object> context;
    private final RejectionLog refusals;
    private final String refusedSink;

    /** @param refusedSink the sink node for dead letters of the processor's part of the topology */
    public InputDecoder(
            String input, String refusedSink, ProcessorContext<Object, Object> context, RejectionLog refusals) {
        this.input = input;
        this.refusedSink = refusedSink;
        this.context = context;
        this.refusals = refusals;
    }

    /** Makes an event of a record's key and value, either of which may be absent. */
    @FunctionalInterface
    public interface Decoding<E> {
        E decode(byte @Nullable [] key, byte @Nullable [] value) throws RejectedEventException;
    }

    /** The event, or empty where the record was refused and has gone to the dead letters. */
    public <E> Optional<E> accept(Record<byte[], byte[]> record, Decoding<E> decoding) {
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
        refusals.refused(input, from, refused, context.currentSystemTimeMs());
        String message = String.valueOf(refused.getMessage());
        context.forward(DeadLetter.of(record, from, reason, refused.field(), message), refusedSink);
    }
}
