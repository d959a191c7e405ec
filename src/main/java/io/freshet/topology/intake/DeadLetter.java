package io.freshet.topology.intake;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Creates the records for the dead-letter topic. A dead letter has the key and value of the rejected record, as far as
 * {@link DeadLetterContent} keeps them, and the reason and origin in headers. Header names extend those of Kafka
 * Streams' own dead letters.
 */
public final class DeadLetter {
    public static final String REASON = "__streams.errors.reason";
    static final String FIELD = "__streams.errors.field";
    public static final String MESSAGE = "__streams.errors.message";
    public static final String TOPIC = "__streams.errors.topic";
    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";

    private DeadLetter() {}

    /**
     * Creates the dead letter of a rejected record, with reason and origin in headers.
     *
     * @param reason code of the contract, such as {@code wrong-type}
     * @param field field at fault; null for the whole record
     * @param message what is wrong and what to send instead
     */
    static Record<byte[], byte[]> of(
            Record<byte[], byte[]> received,
            RecordMetadata from,
            String reason,
            @Nullable String field,
            String message) {
        DeadLetterContent kept = DeadLetterContent.of(received.key(), received.value(), received.headers());
        Headers headers = kept.headers();
        add(headers, REASON, reason);
        if (field != null) {
            add(headers, FIELD, field);
        }
        add(headers, MESSAGE, message);
        add(headers, TOPIC, from.topic());
        add(headers, PARTITION, Integer.toString(from.partition()));
        add(headers, OFFSET, Long.toString(from.offset()));
        return new Record<>(kept.key(), kept.value(), received.timestamp(), headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
