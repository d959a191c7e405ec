package io.freshet.topology.intake;

import io.freshet.codec.RejectedEventException;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Decodes records of one input topic; logs and counts rejected records and sends them to the dead letters. */
public final class InputDecoder {
    private final String input;
    private final ProcessorContext<Object, Object> context;
    private final RejectionLog rejections;
    private final String rejectedSink;

    /**
     * Creates a decoder of the topic {@code input}; dead letters go to {@code rejectedSink}.
     *
     * @param input name of the topic, without the prefix
     * @param rejectedSink sink of dead letters
     */
    public InputDecoder(
            String input, String rejectedSink, ProcessorContext<Object, Object> context, RejectionLog rejections) {
        this.input = input;
        this.rejectedSink = rejectedSink;
        this.context = context;
        this.rejections = rejections;
    }

    /** Decodes a record's key and value, either of which may be null, to an event. */
    @FunctionalInterface
    public interface Decoding<E> {
        E decode(byte @Nullable [] key, byte @Nullable [] value) throws RejectedEventException;
    }

    /**
     * Decodes a record to an event; sends an invalid record to the dead letters and returns empty.
     *
     * @return the event; empty if the record was rejected
     */
    public <E> Optional<E> accept(Record<byte[], byte[]> record, Decoding<E> decoding) {
        try {
            return Optional.of(decoding.decode(record.key(), record.value()));
        } catch (RejectedEventException rejected) {
            reject(record, rejected);
            return Optional.empty();
        }
    }

    private void reject(Record<byte[], byte[]> record, RejectedEventException rejected) {
        RecordMetadata from = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of " + input + " has no coordinates"));
        String reason = rejected.reason().code();
        rejections.log(input, from, rejected, context.currentSystemTimeMs());
        String message = String.valueOf(rejected.getMessage());
        context.forward(DeadLetter.of(record, from, reason, rejected.field(), message), rejectedSink);
    }
}
